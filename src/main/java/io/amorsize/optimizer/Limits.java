package io.amorsize.optimizer;

import static io.amorsize.optimizer.Figures.count;
import static io.amorsize.optimizer.Figures.percent;
import static io.amorsize.optimizer.Figures.seconds;

import io.amorsize.cost.Candidate;
import io.amorsize.cost.RunModel;
import io.amorsize.workload.RuntimeOverheads;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Names the one thing that keeps a run from being faster: a hard bound that the plan touches, else saturated CPUs, else the
 * largest of the losses that separate the plan from an ideal split of the work.
 */
final class Limits {

    /** A loss below this share of the time limits nothing. */
    private static final double NOTICEABLE = 0.03;

    /** Where all CPUs are busy they are the limit, unless a loss takes more than this share of the time. */
    private static final double NOTICEABLE_BESIDE_CPUS = 0.2;

    /** Share of the cores from which on they count as busy. */
    private static final double BUSY = 0.95;

    /** Share of the CPUs' time that must go into the items for the CPUs to be what sets the pace. */
    private static final double PACE = 0.5;

    private final Situation situation;
    private final RunModel model;
    private final Outlook outlook;
    private final Choice choice;

    private Limits(Situation situation, RunModel model, Outlook outlook, Choice choice) {
        this.situation = situation;
        this.model = model;
        this.outlook = outlook;
        this.choice = choice;
    }

    static Limit of(Situation situation, RunModel model, Outlook outlook, Choice choice) {
        Limits limits = new Limits(situation, model, outlook, choice);
        return choice.candidate() == Choice.SERIAL ? limits.ofSerial() : limits.ofParallel();
    }

    private Limit ofParallel() {
        Candidate chosen = outlook.candidate(choice.candidate());
        for (WorkerCap cap : situation.caps()) {
            if (chosen.workers() > cap.workers()) {
                return new Limit(
                        cap.kind(),
                        "No more than " + count(cap.workers()) + " of " + count(chosen.workers())
                                + " workers can be busy, because " + cap.reason() + ".");
            }
            if (chosen.workers() == cap.workers()) {
                return new Limit(
                        cap.kind(),
                        count(chosen.workers()) + " workers are the most there can be, because " + cap.reason() + ".");
            }
        }
        if (touchesCandidates(chosen)) {
            return new Limit(
                    Limit.Kind.CONSTRAINT,
                    count(chosen.workers()) + " is the largest of the worker counts that the request lists.");
        }
        if (chosenByCost()) {
            return new Limit(
                    Limit.Kind.CONSTRAINT,
                    count(chosen.workers()) + " workers keep the deadline with the fewest worker-seconds; another plan"
                            + " would be faster.");
        }
        Limit loss = largestLoss(choice.candidate()).orElseGet(() -> hindrance(choice.candidate()));
        return new Limit(loss.kind(), loss.explanation() + moreThanThreads(chosen));
    }

    /** Why a plan for computing items has more workers than there are hardware threads, where it has. */
    private String moreThanThreads(Candidate chosen) {
        int threads = situation.capacity().usableThreads();
        if (situation.waits() || chosen.workers() <= threads) {
            return "";
        }
        return situation.request().constraints().workerCandidates().isEmpty()
                ? " There are more workers than the " + count(threads, "hardware thread", "hardware threads")
                        + ", because items wait for a part of their time."
                : " None of the listed worker counts comes closer to the "
                        + count(threads, "hardware thread", "hardware threads") + " without leaving some idle.";
    }

    /** Whether a noticeably faster plan was passed over because it costs more. */
    private boolean chosenByCost() {
        Objective objective = situation.request().objective();
        if (objective.goal() != Objective.Goal.MIN_COST) {
            return false;
        }
        double bar = outlook.regret(choice.candidate()) - objective.tolerance();
        return IntStream.range(0, outlook.size()).anyMatch(c -> outlook.regret(c) < bar);
    }

    /** Whether these workers keep busy what cores there are, together with the other processes. */
    private boolean cpusAreBusy(Candidate candidate) {
        double cores = situation.capacity().interpreterLock()
                ? 1
                : situation.capacity().cores();
        double busy = candidate.workers() * situation.cpuShare();
        return busy >= BUSY * Math.min(cores, situation.capacity().effectiveCpus())
                || busy + situation.capacity().otherCpus() >= BUSY * cores;
    }

    /** Whether the predicted time fits CPUs that are busy: items that wait, or runs that fell behind, leave them idle. */
    private boolean cpusSetThePace(int candidate) {
        double useful = outlook.speedup(candidate) * Math.min(1, situation.cpuShare());
        double cpus = Math.min(
                situation.capacity().effectiveCpus(),
                outlook.candidate(candidate).workers());
        return useful >= PACE * cpus
                || situation.capacity().interpreterLock()
                || situation.capacity().otherCpus() > 0
                || (!situation.waits() && situation.evidence() != Evidence.OBSERVATIONS);
    }

    private boolean touchesCandidates(Candidate chosen) {
        var listed = situation.request().constraints().workerCandidates();
        return !listed.isEmpty()
                && listed.getLast() == chosen.workers()
                && !cpusAreBusy(chosen)
                && chosen.workers() < situation.mostWorkers();
    }

    private Limit cpus() {
        if (situation.capacity().interpreterLock()) {
            return new Limit(
                    Limit.Kind.CPU,
                    "Threads of this runtime share one interpreter lock, so that only one of them computes at a time.");
        }
        double effective = situation.capacity().effectiveCpus();
        var quota = situation.request().host().quotaCpus();
        if (quota.isPresent() && quota.getAsDouble() <= effective + 1e-9) {
            return new Limit(
                    Limit.Kind.CPU_QUOTA, "The CPU quota of " + Figures.cpus(quota.getAsDouble()) + " is used up.");
        }
        double other = situation.capacity().otherCpus();
        return new Limit(
                Limit.Kind.CPU,
                (effective > 1
                                ? "All " + Figures.shortest(effective) + " usable CPUs are busy"
                                : "The work can use no more than " + Figures.cpus(effective))
                        + (other >= 0.05 ? "; other processes use " + Figures.cpus(other) + " of the machine." : "."));
    }

    /** Where no single loss stands out and CPUs are free: what the workers gain falls short of their number. */
    private Limit hindrance(int candidate) {
        return new Limit(
                Limit.Kind.CONTENTION,
                "Workers are expected to hinder each other: "
                        + count(outlook.candidate(candidate).workers()) + " of them "
                        + Figures.against(outlook.speedup(candidate), "are", "take") + " as one.");
    }

    /** The largest noticeable departure from an ideal split; without one, the CPUs where they are busy; or nothing. */
    private Optional<Limit> largestLoss(int candidate) {
        Candidate chosen = outlook.candidate(candidate);
        if (!situation.cpuShareKnown()
                && outlook.speedup(candidate) > situation.capacity().usableThreads()) {
            return Optional.empty(); // whatever ran, it was not bound by these CPUs
        }
        double mean = situation.itemTime().mean();
        double stretch = chosen.expectedStretch();
        double total = chosen.expectedSeconds(mean);
        double ideal = situation.items() / chosen.workers() * mean * stretch;
        RuntimeOverheads overheads = situation.workerKind().overheads(chosen.workers());
        double chunks = Math.ceil(situation.items() / chosen.chunkSize());
        double dispatch = total - chosen.fixedSeconds() - chosen.criticalItems() * mean * stretch;
        double transfer = situation.items() * model.inputs().bytesPerItem() / overheads.transferBytesPerSecond();
        double serial = situation.request().workload().serialSeconds();
        double start = Math.max(0, chosen.fixedSeconds() - transfer - serial);
        double longest = situation.itemTime().expectedLongest();
        double waiting = chosen.criticalItems() * mean * stretch - ideal;
        boolean busy = cpusAreBusy(chosen) && cpusSetThePace(candidate);
        double contention = busy ? 0 : ideal * (1 - 1 / stretch);
        double starved = chosen.criticalItems() * mean * stretch * (1 - 1 / chosen.starvation());
        double most = (busy ? NOTICEABLE_BESIDE_CPUS : NOTICEABLE) * total;
        Optional<Limit> limit = busy ? Optional.of(cpus()) : Optional.empty();
        if (dispatch > most) {
            most = dispatch;
            limit = Optional.of(new Limit(
                    Limit.Kind.DISPATCH,
                    "Handing out " + count(chunks, "chunk", "chunks") + " lengthens the run by " + seconds(dispatch)
                            + " of " + seconds(total) + "."));
        }
        if (transfer > most) {
            most = transfer;
            limit = Optional.of(new Limit(
                    Limit.Kind.TRANSFER,
                    "Copying payloads and results takes " + seconds(transfer) + " of " + seconds(total) + "."));
        }
        if (start > most) {
            most = start;
            limit = Optional.of(new Limit(
                    Limit.Kind.STARTUP,
                    (overheads.workerStopSeconds() > 0 ? "Starting and ending " : "Starting ") + count(chosen.workers())
                            + " workers takes " + seconds(start) + " of " + seconds(total) + "."));
        }
        if (serial > most) {
            most = serial;
            limit = Optional.of(new Limit(
                    Limit.Kind.CONSTRAINT,
                    "The part of the run that cannot be spread takes " + seconds(serial) + " of " + seconds(total)
                            + "."));
        }
        if (contention > most) {
            most = contention;
            limit = Optional.of(new Limit(
                    Limit.Kind.CONTENTION,
                    "Workers are expected to wait for each other for " + percent(contention / total) + " of the run."));
        }
        if (starved > most) {
            most = starved;
            limit = Optional.of(new Limit(
                    Limit.Kind.BANDWIDTH,
                    "The workers move more bytes than memory delivers: computing takes "
                            + Figures.digits(chosen.starvation()) + " times as long as alone."));
        }
        if (longest > 0.6 * total && longest > 2 * mean) {
            return Optional.of(new Limit(
                    Limit.Kind.LONGEST_ITEM,
                    "The longest item is expected to take " + seconds(longest)
                            + ", and no plan can be faster than it."));
        }
        if (waiting > most && !busy) {
            limit = Optional.of(new Limit(
                    Limit.Kind.ITEMS,
                    "Towards the end workers run out of items: for " + percent(waiting / total)
                            + " of the run some of the " + count(chosen.workers()) + " are idle."));
        }
        return limit;
    }

    private Limit ofSerial() {
        if (choice.rival() == Choice.SERIAL) {
            return noRival();
        }
        Candidate rival = outlook.candidate(choice.rival());
        String gain = " With " + count(rival.workers(), "worker", "workers") + " the run would "
                + Figures.against(outlook.speedup(choice.rival()), "be", "take") + ".";
        if (choice.decision() == Decision.SERIAL && choice.probabilityGain() >= Choice.SURE_ENOUGH) {
            boolean deadline = situation.request().objective().deadlineSeconds().isPresent();
            return new Limit(
                    Limit.Kind.CONSTRAINT,
                    (deadline
                                    ? "One worker keeps the deadline with the fewest worker-seconds."
                                    : "One worker costs the fewest worker-seconds, and no deadline asks for more.")
                            + gain);
        }
        if (situation.capacity().interpreterLock() && situation.cpuShare() >= 0.5) {
            return new Limit(Limit.Kind.CPU, cpus().explanation() + gain);
        }
        return largestLoss(choice.rival())
                .map(loss -> new Limit(loss.kind(), loss.explanation() + gain))
                .orElseGet(() -> hindrance(choice.rival()));
    }

    private Limit noRival() {
        if (!situation.caps().isEmpty() && situation.caps().getFirst().workers() <= 1) {
            WorkerCap cap = situation.caps().getFirst();
            return new Limit(cap.kind(), "More than one worker is not possible, because " + cap.reason() + ".");
        }
        if (!situation.request().constraints().workerCandidates().isEmpty()) {
            return new Limit(Limit.Kind.CONSTRAINT, "The request lists no worker count above 1 that can be used.");
        }
        return cpus();
    }
}
