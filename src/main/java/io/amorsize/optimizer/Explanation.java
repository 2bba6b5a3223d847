package io.amorsize.optimizer;

import static io.amorsize.optimizer.Figures.count;
import static io.amorsize.optimizer.Figures.cpus;
import static io.amorsize.optimizer.Figures.digits;
import static io.amorsize.optimizer.Figures.percent;
import static io.amorsize.optimizer.Figures.probability;
import static io.amorsize.optimizer.Figures.seconds;
import static io.amorsize.optimizer.Figures.shortest;

import io.amorsize.workload.ExecutionRuntime;
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
        List<String> sentences = new ArrayList<>(8);
        sentences.add(work());
        sentences.add(machine());
        sentences.add(comparison());
        sentences.add(decision());
        if (request.runtime() == ExecutionRuntime.AUTO && advice.plan().executor() == Executor.VIRTUAL_THREADS) {
            sentences.add(virtualThreads());
        }
        sentences.add(advice.limit().explanation());
        advice.nextProbe().ifPresent(probe -> sentences.add(probe(probe)));
        return sentences;
    }

    private static String probe(Probe probe) {
        return "Measuring a run with " + count(probe.workers(), "worker", "workers") + " next would teach most"
                + (probe.expectedRegretReduction() < 0.001
                        ? "."
                        : ": what the plan may lose against the best one is expected to shrink by "
                                + percent(probe.expectedRegretReduction()) + " of the run.");
    }

    private String work() {
        WorkloadSummary workload = advice.workload();
        if (workload.meanSeconds().isEmpty()) {
            int runs = request.observations().size();
            return "The answer rests on " + count(runs, "observed run.", "observed runs.");
        }
        boolean one = request.workload().items().orElse(0) == 1;
        StringBuilder text = new StringBuilder(
                        request.workload().items().isPresent()
                                ? count((double) request.workload().items().getAsLong(), "item", "items")
                                : "Items")
                .append(" of ")
                .append(seconds(workload.meanSeconds().getAsDouble()))
                .append(" on average (coefficient of variation ")
                .append(shortest(workload.coefficientOfVariation().orElse(0)))
                .append("), ")
                .append(
                        workload.cpuShare() > 1
                                ? "each on " + cpus(workload.cpuShare())
                                : percent(workload.cpuShare()) + " of it on a CPU");
        advice.estimate()
                .serialSeconds()
                .ifPresent(total -> text.append(one ? ", takes " : ", take ")
                        .append(seconds(total))
                        .append(one ? "" : " one after another"));
        return text.append('.').toString();
    }

    private String machine() {
        var host = request.host();
        StringBuilder text = new StringBuilder("The machine offers ")
                .append(cpus(host.effectiveCpus()))
                .append(" on ")
                .append(count(host.physicalCores(), "core", "cores"))
                .append(" with ")
                .append(count(host.logicalProcessors(), "hardware thread", "hardware threads"));
        host.quotaCpus().ifPresent(quota -> text.append(", under a quota of ").append(cpus(quota)));
        if (request.constraints().reservedCpus() > 0) {
            text.append(", with ")
                    .append(cpus(request.constraints().reservedCpus()))
                    .append(" reserved for others");
        }
        if (host.otherCpus() >= 0.05) {
            text.append("; other processes use ").append(cpus(host.otherCpus()));
        }
        return text.append('.').toString();
    }

    private String comparison() {
        List<CurvePoint> curve = advice.curve();
        if (curve.size() == 1) {
            return "No more than one worker is possible, so there was nothing to compare.";
        }
        return count(curve.size()) + " worker counts from "
                + count(curve.getFirst().workers()) + " to "
                + count(curve.getLast().workers()) + " were compared, each with its best chunk size; "
                + (byCost()
                        ? "the plan with the fewest worker-seconds that keeps the deadline was looked for."
                        : "the plan with the least expected regret was taken, and fewer workers on ties.");
    }

    private boolean byCost() {
        return request.objective().goal() == Objective.Goal.MIN_COST;
    }

    private String decision() {
        Plan plan = advice.plan();
        Estimate estimate = advice.estimate();
        return switch (advice.decision()) {
            case PARALLEL ->
                count(plan.workers(), "worker", "workers") + " with "
                        + count((double) plan.chunkSize(), "item", "items") + " in a chunk are expected to be "
                        + digits(estimate.speedup().value()) + " times as fast as one (90 % interval "
                        + digits(estimate.speedup().interval90().low()) + " to "
                        + digits(estimate.speedup().interval90().high()) + "); the probability that they are faster at"
                        + " all is " + probability(estimate.probabilityFaster()) + ".";
            case SERIAL -> serial(estimate);
            case UNDECIDED ->
                "The data cannot tell serial from parallel (probability that parallel is faster: "
                        + probability(estimate.probabilityFaster())
                        + "), so the plan stays serial until more runs are measured.";
        };
    }

    private String virtualThreads() {
        double start = advice.plan().workers()
                * request.calibration().threadStartSeconds().value();
        return "Virtual threads carry them: starting as many platform threads would take " + seconds(start)
                + ", and perhaps a time slice of " + seconds(WorkerKind.SLICE_SECONDS) + " more.";
    }

    private String serial(Estimate estimate) {
        if (advice.curve().size() == 1) {
            return "The items run one after another in the calling thread.";
        }
        if (byCost() && request.objective().deadlineSeconds().isEmpty()) {
            return "Running serially costs the fewest worker-seconds, and no deadline asks for more.";
        }
        if (byCost() && keepsDeadline()) {
            return "Running serially keeps the deadline with the fewest worker-seconds.";
        }
        return "Running serially is the safe choice: the probability that parallel is faster at all is "
                + probability(estimate.probabilityFaster()) + ".";
    }

    private boolean keepsDeadline() {
        return advice.readiness().checks().stream()
                .anyMatch(check -> check.code().equals("DEADLINE") && check.status() == Readiness.Verdict.GO);
    }
}
