package io.amorsize.optimizer;

import static io.amorsize.optimizer.Figures.bytes;
import static io.amorsize.optimizer.Figures.count;
import static io.amorsize.optimizer.Figures.probability;
import static io.amorsize.optimizer.Figures.seconds;

import io.amorsize.optimizer.Readiness.Check;
import io.amorsize.optimizer.Readiness.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Checks whether a plan can be put to use as it is. */
final class ReadinessChecks {

    /** Calls at once from which on it matters what the systems behind the items accept. */
    static final int MANY_CALLS = 16;

    private ReadinessChecks() {}

    static Readiness of(Situation situation, Outlook outlook, Choice choice, Plan plan) {
        List<Check> checks = new ArrayList<>(6);
        checks.add(memory(situation, plan));
        checks.add(evidence(situation, choice));
        checks.add(cpus(situation));
        if (situation.waits() && plan.workers() > 1) {
            checks.add(downstream(situation, plan));
        }
        situation.request().objective().deadlineSeconds().ifPresent(deadline -> {
            if (situation.itemsKnown()) {
                checks.add(deadline(outlook, choice, deadline));
            }
        });
        situation.request().workload().timeoutSeconds().ifPresent(timeout -> checks.add(timeout(situation, timeout)));
        Verdict worst = Verdict.GO;
        for (Check check : checks) {
            worst = check.status().compareTo(worst) > 0 ? check.status() : worst;
        }
        return new Readiness(worst, checks);
    }

    private static Check memory(Situation situation, Plan plan) {
        MemoryBudget memory = situation.memory();
        if (memory.available().isEmpty()) {
            return new Check("MEMORY_FITS", Verdict.GO, "Not checked: the available memory is unknown.");
        }
        if (memory.needs(1, 1) == 0) {
            return new Check("MEMORY_FITS", Verdict.GO, "Not checked: the request gives no sizes.");
        }
        double needs = memory.needs(plan.workers(), plan.workers() == 1 ? 1 : (double) plan.chunkSize());
        double available = memory.available().getAsLong();
        String figures = bytes(needs) + " of " + bytes(available) + " available";
        if (needs > available) {
            return new Check(
                    "MEMORY_FITS",
                    Verdict.NO_GO,
                    "Even this plan needs " + figures + ". Give it more memory or make the workers smaller.");
        }
        return needs > memory.allowance()
                ? new Check("MEMORY_FITS", Verdict.CAUTION, "The plan needs " + figures + ", which leaves little room.")
                : new Check("MEMORY_FITS", Verdict.GO, "The plan needs " + figures + ".");
    }

    private static Check evidence(Situation situation, Choice choice) {
        if (choice.decision() == Decision.UNDECIDED) {
            return new Check(
                    "EVIDENCE",
                    Verdict.CAUTION,
                    "The data cannot tell whether parallel is faster (probability of a real gain "
                            + probability(choice.probabilityGain())
                            + "). Send a measured run with more than one worker.");
        }
        return switch (situation.evidence()) {
            case DESCRIPTOR ->
                new Check(
                        "EVIDENCE",
                        Verdict.GO,
                        "Based on a description of the items. A measured run would narrow the interval.");
            case SAMPLES ->
                new Check(
                        "EVIDENCE",
                        situation.diagnosis().orElseThrow().steady().size() < 8 ? Verdict.CAUTION : Verdict.GO,
                        "Based on "
                                + count(
                                        situation
                                                .diagnosis()
                                                .orElseThrow()
                                                .steady()
                                                .size(),
                                        "measured item.",
                                        "measured items."));
            case OBSERVATIONS ->
                new Check(
                        "EVIDENCE",
                        Verdict.GO,
                        "Based on "
                                + count(situation.request().observations().size(), "observed run.", "observed runs."));
        };
    }

    private static Check cpus(Situation situation) {
        double other = situation.capacity().otherCpus();
        double threads = situation.capacity().threads();
        if (situation.crowded()) {
            return new Check(
                    "CPU_FREE",
                    Verdict.CAUTION,
                    "Other processes keep " + Figures.shortest(other) + " of " + count(threads, "CPU", "CPUs")
                            + " busy; the plan counts on a fair share of them.");
        }
        return new Check(
                "CPU_FREE",
                Verdict.GO,
                Figures.cpus(situation.capacity().effectiveCpus()) + " can be used"
                        + (other < 0.05 ? "." : "; other processes use " + Figures.cpus(other) + " of the machine."));
    }

    private static Check downstream(Situation situation, Plan plan) {
        var accepted = situation.request().workload().downstreamConcurrency();
        if (accepted.isPresent()) {
            return new Check(
                    "DOWNSTREAM",
                    Verdict.GO,
                    count(plan.workers()) + " calls at once stay within the " + count(accepted.getAsInt())
                            + " that the systems behind the items accept.");
        }
        return new Check(
                "DOWNSTREAM",
                plan.workers() > MANY_CALLS ? Verdict.CAUTION : Verdict.GO,
                "The plan makes up to " + count(plan.workers())
                        + " calls at once. Make sure that the systems behind the items accept that many, or state"
                        + " downstreamConcurrency.");
    }

    private static Check deadline(Outlook outlook, Choice choice, double deadline) {
        double probability = outlook.probabilityDone(choice.candidate(), deadline);
        String figures = "The run is done within " + seconds(deadline) + " with a probability of "
                + probability(probability) + ".";
        Verdict verdict = probability >= Choice.DEADLINE_CONFIDENCE
                ? Verdict.GO
                : probability >= 0.5 ? Verdict.CAUTION : Verdict.NO_GO;
        return new Check("DEADLINE", verdict, figures);
    }

    private static Check timeout(Situation situation, double timeout) {
        double longest = situation.itemTime().expectedLongest();
        return longest >= timeout
                ? new Check(
                        "TIMEOUT",
                        Verdict.CAUTION,
                        "Some items are expected to run into the timeout of " + seconds(timeout) + ".")
                : new Check(
                        "TIMEOUT",
                        Verdict.GO,
                        "The longest item is expected to take " + seconds(longest) + ", within the timeout of "
                                + seconds(timeout) + ".");
    }
}
