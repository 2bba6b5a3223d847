package io.amorsize.optimizer;

import static io.amorsize.optimizer.Figures.count;
import static io.amorsize.optimizer.Figures.digits;
import static io.amorsize.optimizer.Figures.percent;
import static io.amorsize.optimizer.Figures.seconds;

import java.util.ArrayList;
import java.util.List;

/** Tells the steps of a decision in plain sentences. */
public final class Explanation {

    private final PlanRequest request;
    private final Advice advice;

    private Explanation(PlanRequest request, Advice advice) {
        this.request = request;
        this.advice = advice;
    }

    /** One sentence per step of the decision, in order. */
    public static List<String> of(PlanRequest request, Advice advice) {
        return new Explanation(request, advice).sentences();
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>(7);
        sentences.add(work());
        sentences.add(machine());
        sentences.add(comparison());
        sentences.add(decision());
        sentences.add(advice.limit().explanation());
        advice.nextProbe()
                .ifPresent(probe -> sentences.add("Measuring a run with "
                        + count(probe.workers(), "worker", "workers")
                        + " next would teach most: it is expected to remove "
                        + percent(probe.expectedRegretReduction()) + " of possible loss."));
        return sentences;
    }

    private String work() {
        WorkloadSummary workload = advice.workload();
        if (workload.meanSeconds().isEmpty()) {
            int runs = request.workload().observations().size();
            return "The answer rests on " + count(runs, "observed run.", "observed runs.");
        }
        String items = count((double) request.workload().items().orElse(1), "item", "items") + " of "
                + seconds(workload.meanSeconds().getAsDouble()) + " on average (coefficient of variation "
                + digits(workload.coefficientOfVariation().orElse(0)) + "), " + percent(workload.cpuShare())
                + " of it on a CPU";
        return items
                + advice.estimate().serialSeconds().stream()
                        .mapToObj(total -> ", take " + seconds(total) + " one after another.")
                        .findFirst()
                        .orElse(".");
    }

    private String machine() {
        var host = request.host();
        StringBuilder text = new StringBuilder("The machine offers ")
                .append(digits(host.effectiveCpus()))
                .append(" CPUs on ")
                .append(count(host.physicalCores(), "core", "cores"))
                .append(" with ")
                .append(count(host.logicalProcessors(), "hardware thread", "hardware threads"));
        host.quotaCpus().ifPresent(quota -> text.append(", under a quota of ").append(digits(quota)));
        if (host.otherCpus() >= 0.05) {
            text.append(", of which other processes use ").append(digits(host.otherCpus()));
        }
        return text.append('.').toString();
    }

    private String comparison() {
        List<CurvePoint> curve = advice.curve();
        String counts = curve.size() == 1
                ? "One worker count was considered"
                : count(curve.size()) + " worker counts from "
                        + count(curve.getFirst().workers()) + " to "
                        + count(curve.getLast().workers()) + " were compared, each with its best chunk size";
        return counts + "; the plan with the least expected regret was taken, and fewer workers on ties.";
    }

    private String decision() {
        Plan plan = advice.plan();
        Estimate estimate = advice.estimate();
        return switch (advice.decision()) {
            case PARALLEL ->
                count(plan.workers(), "worker", "workers") + " with "
                        + count((double) plan.chunkSize(), "item", "items") + " per chunk are expected to be "
                        + digits(estimate.speedup().value()) + " times as fast as one (90 % interval "
                        + digits(estimate.speedup().interval90().low()) + " to "
                        + digits(estimate.speedup().interval90().high()) + "); the probability that they are faster at"
                        + " all is " + percent(estimate.probabilityFaster()) + ".";
            case SERIAL ->
                request.objective().goal() == Objective.Goal.MIN_COST
                        ? "Running serially costs the fewest worker-seconds."
                        : "Running serially is the safe choice: the probability that parallel is faster at all is "
                                + percent(estimate.probabilityFaster()) + ".";
            case UNDECIDED ->
                "The data cannot tell serial from parallel (probability that parallel is faster "
                        + percent(estimate.probabilityFaster()) + "), so the plan stays serial until a probe decides.";
        };
    }
}
