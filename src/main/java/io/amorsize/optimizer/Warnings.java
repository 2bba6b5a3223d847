package io.amorsize.optimizer;

import static io.amorsize.optimizer.Figures.count;
import static io.amorsize.optimizer.Figures.digits;
import static io.amorsize.optimizer.Figures.percent;

import io.amorsize.cost.ObservationPosterior;
import io.amorsize.cost.RunModel;
import io.amorsize.cost.SampleDiagnosis;
import io.amorsize.host.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the caller should know about an answer. */
final class Warnings {

    private static final double NOTICEABLY_THROTTLED = 0.1;
    private static final int FEW_SAMPLES = 16;

    /** Misfit of a scaling law, in ln throughput, at which observations cannot all be right. */
    private static final double CONTRADICTION = 0.35;

    private Warnings() {}

    static List<Warning> of(Situation situation, RunModel model, Plan plan, Optional<ObservationPosterior.Fit> fit) {
        List<Warning> warnings = new ArrayList<>(4);
        if (!situation.cpuShareKnown()) {
            warnings.add(new Warning(
                    Warning.Code.CPU_SHARE_ASSUMED,
                    "No CPU share was given, so the items were taken for pure CPU work. Send cpuShare, or cpuSeconds"
                            + " with the samples: items that wait want many more workers."));
        }
        if (situation.evidence() == Evidence.DESCRIPTOR && situation.itemTime().variationAssumed()) {
            warnings.add(new Warning(
                    Warning.Code.VARIATION_ASSUMED,
                    "No spread of the item times was given; a coefficient of variation of 0.3 was assumed. Send"
                            + " standardDeviationSeconds, p95Seconds or samples."));
        }
        situation.diagnosis().ifPresent(diagnosis -> samples(warnings, diagnosis));
        if (situation.diagnosis().isEmpty() && situation.heavyTailed()) {
            warnings.add(heavyTail(situation.itemTime().variation()));
        }
        host(warnings, situation, plan);
        if (situation.cpuShare() > 1.1) {
            warnings.add(new Warning(
                    Warning.Code.NESTED_PARALLELISM,
                    "Each item keeps " + Figures.cpus(situation.cpuShare())
                            + " busy. Fewer workers, or a single thread inside the items, use the machine better."));
        }
        sizes(warnings, situation, plan);
        fit.ifPresent(law -> runs(warnings, situation, model, law));
        return warnings;
    }

    private static void runs(
            List<Warning> warnings, Situation situation, RunModel model, ObservationPosterior.Fit law) {
        OptionalDouble apart = Observations.contradiction(situation);
        if (apart.isPresent()) {
            warnings.add(new Warning(
                    Warning.Code.CONTRADICTORY_OBSERVATIONS,
                    "Observed runs of one and the same plan are a factor of " + digits(apart.getAsDouble())
                            + " apart. Check their times and numbers of items for a mistake, or what else ran beside"
                            + " them."));
        } else if (Observations.contradictItemTime(situation, model)) {
            warnings.add(new Warning(
                    Warning.Code.CONTRADICTORY_OBSERVATIONS,
                    "The observed runs do not fit the item times, so the item times count only for their spread. Check"
                            + " the number of items of the runs and the unit of the times."));
        } else if (law.error() > CONTRADICTION) {
            warnings.add(new Warning(
                    Warning.Code.CONTRADICTORY_OBSERVATIONS,
                    "The observed runs depart from any scaling law by "
                            + "a factor of " + digits(Math.exp(law.error()))
                            + " on average. Check them for a mistake, or for load by others while they ran."));
        }
    }

    private static void samples(List<Warning> warnings, SampleDiagnosis diagnosis) {
        int size = diagnosis.steady().size();
        if (size < FEW_SAMPLES) {
            warnings.add(new Warning(
                    Warning.Code.FEW_SAMPLES,
                    count(size, "measured item says", "measured items say")
                            + " little about rare long items. Send 32 or more for a tight interval."));
        }
        if (diagnosis.warmUpItems() > 0) {
            warnings.add(new Warning(
                    Warning.Code.WARM_UP,
                    "The first " + count(diagnosis.warmUpItems(), "sample is", "samples are")
                            + " far slower than the rest, as while warming up, and "
                            + (diagnosis.warmUpItems() == 1 ? "was" : "were") + " left out."));
        }
        if (diagnosis.trend() != 0) {
            warnings.add(new Warning(
                    Warning.Code.TREND,
                    "Item times " + (diagnosis.trend() > 0 ? "rise" : "fall") + " over the sample by "
                            + percent(Math.abs(diagnosis.trend()))
                            + ". Sample items at random, or the interval is too narrow."));
        }
        if (diagnosis.autocorrelation() != 0) {
            warnings.add(new Warning(
                    Warning.Code.AUTOCORRELATION,
                    "Neighbouring items take similar times (rank correlation " + digits(diagnosis.autocorrelation())
                            + "). Shuffle the items or use smaller chunks."));
        }
        if (diagnosis.heavyTailed()) {
            warnings.add(heavyTail(diagnosis.variation()));
        }
    }

    private static Warning heavyTail(double variation) {
        return new Warning(
                Warning.Code.HEAVY_TAIL,
                "A few items carry much of the work (coefficient of variation " + digits(variation)
                        + "). Start the longest first where they are known; a timeout narrows the interval.");
    }

    private static void host(List<Warning> warnings, Situation situation, Plan plan) {
        if (situation.crowded()) {
            warnings.add(new Warning(
                    Warning.Code.OVERSUBSCRIPTION,
                    "Other processes keep "
                            + Figures.shortest(situation.capacity().otherCpus()) + " of "
                            + count(situation.capacity().threads(), "CPU", "CPUs")
                            + " busy. The gain holds as long as that stays so."));
        }
        double throttled = situation.request().host().throttledRatio();
        if (throttled > NOTICEABLY_THROTTLED) {
            warnings.add(new Warning(
                    Warning.Code.THROTTLING,
                    "This process was held back by its CPU quota in " + percent(throttled)
                            + " of the last periods. What it runs already leaves less of the quota than the plan counts"
                            + " on: raise the quota or run less beside it."));
        }
        var quota = situation.request().host().quotaCpus();
        if (quota.isPresent() && situation.cpuShare() > 0.5 && plan.workers() > Math.ceil(quota.getAsDouble())) {
            warnings.add(new Warning(
                    Warning.Code.QUOTA_BURSTS,
                    count(plan.workers()) + " workers can use up the quota of " + Figures.cpus(quota.getAsDouble())
                            + " early in each period and are then held until the next."));
        }
        if (situation.request().calibration().status() != Calibration.Status.MEASURED && usesHostOverheads(situation)) {
            warnings.add(new Warning(
                    Warning.Code.OVERHEADS_ASSUMED,
                    "The overheads of starting workers and handing out chunks are published figures, not measurements of the"
                            + " machine in question."));
        }
    }

    /** What the plan may take from others without anyone having said how much there is. */
    private static void sizes(List<Warning> warnings, Situation situation, Plan plan) {
        if (plan.workers() > 1 && holdsMemory(situation) && !situation.memory().known()) {
            warnings.add(new Warning(
                    Warning.Code.MEMORY_UNKNOWN,
                    "Each worker holds memory of its own, but how much was not checked. Send memoryPerWorkerBytes, and"
                            + " memoryBytes where the host's memory is not known."));
        }
        if (plan.workers() > ReadinessChecks.MANY_CALLS
                && situation.waits()
                && situation.request().workload().downstreamConcurrency().isEmpty()) {
            warnings.add(new Warning(
                    Warning.Code.DOWNSTREAM_UNKNOWN,
                    "Nothing is known about how many calls the systems behind the items accept at once; the plan makes up"
                            + " to " + count(plan.workers()) + ". Send downstreamConcurrency."));
        }
    }

    private static boolean holdsMemory(Situation situation) {
        return switch (situation.request().runtime()) {
            case PYTHON_PROCESSES_FORK, PYTHON_PROCESSES_SPAWN, NODE_WORKERS -> true;
            case AUTO, JVM_THREADS, JVM_VIRTUAL_THREADS, PYTHON_THREADS, GO_ROUTINES, CUSTOM -> false;
        };
    }

    private static boolean usesHostOverheads(Situation situation) {
        return switch (situation.request().runtime()) {
            case AUTO, JVM_THREADS, JVM_VIRTUAL_THREADS -> true;
            case PYTHON_THREADS, PYTHON_PROCESSES_FORK, PYTHON_PROCESSES_SPAWN, NODE_WORKERS, GO_ROUTINES, CUSTOM ->
                false;
        };
    }
}
