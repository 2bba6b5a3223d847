package io.amorsize.optimizer;

import static io.amorsize.optimizer.Figures.count;
import static io.amorsize.optimizer.Figures.digits;
import static io.amorsize.optimizer.Figures.percent;

import io.amorsize.cost.ObservationPosterior;
import io.amorsize.cost.SampleDiagnosis;
import io.amorsize.host.Calibration;
import io.amorsize.workload.ExecutionRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the caller should know about an answer. */
final class Warnings {

    private static final int FEW_SAMPLES = 16;

    /** Misfit of a scaling law, in ln throughput, at which observations cannot all be right. */
    private static final double CONTRADICTION = 0.35;

    private Warnings() {}

    static List<Warning> of(Situation situation, Plan plan, Optional<ObservationPosterior.Fit> fit) {
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
                    "No spread of the item times was given; a coefficient of variation of 0.30 was assumed. Send"
                            + " standardDeviationSeconds, p95Seconds or samples."));
        }
        situation.diagnosis().ifPresent(diagnosis -> samples(warnings, diagnosis));
        if (situation.diagnosis().isEmpty() && situation.itemTime().variation() > 1.2) {
            warnings.add(heavyTail(situation.itemTime().variation()));
        }
        host(warnings, situation, plan);
        if (situation.cpuShare() > 1.1) {
            warnings.add(
                    new Warning(
                            Warning.Code.NESTED_PARALLELISM,
                            "Each item keeps " + digits(situation.cpuShare())
                                    + " CPUs busy. Fewer workers, or a single thread inside the items, use the machine better."));
        }
        if (fit.isPresent() && fit.get().error() > CONTRADICTION) {
            warnings.add(new Warning(
                    Warning.Code.CONTRADICTORY_OBSERVATIONS,
                    "The observed runs depart from any scaling law by "
                            + percent(fit.get().error())
                            + " on average. Check them for a mistake, or for load by others while they ran."));
        }
        return warnings;
    }

    private static void samples(List<Warning> warnings, SampleDiagnosis diagnosis) {
        int size = diagnosis.steady().size();
        if (size < FEW_SAMPLES) {
            warnings.add(new Warning(
                    Warning.Code.FEW_SAMPLES,
                    count(size, "sample says", "samples say")
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
        double other = situation.capacity().otherCpus();
        if (other > 0.5 * situation.capacity().threads()) {
            warnings.add(new Warning(
                    Warning.Code.OVERSUBSCRIPTION,
                    "Other processes keep " + digits(other) + " of "
                            + count(situation.capacity().threads())
                            + " CPUs busy. The gain holds as long as that stays so."));
        }
        var quota = situation.request().host().quotaCpus();
        if (quota.isPresent() && situation.cpuShare() > 0.5 && plan.workers() > Math.ceil(quota.getAsDouble())) {
            warnings.add(new Warning(
                    Warning.Code.QUOTA_BURSTS,
                    count(plan.workers()) + " workers can use up the quota of " + digits(quota.getAsDouble())
                            + " CPUs early in each period and are then held until the next."));
        }
        if (situation.request().calibration().status() != Calibration.Status.MEASURED && usesHostOverheads(situation)) {
            warnings.add(new Warning(
                    Warning.Code.OVERHEADS_ASSUMED,
                    "This host's overheads have not been measured yet; published figures stand in for them."));
        }
    }

    private static boolean usesHostOverheads(Situation situation) {
        ExecutionRuntime runtime = situation.request().runtime();
        return runtime == ExecutionRuntime.AUTO
                || runtime == ExecutionRuntime.JVM_THREADS
                || runtime == ExecutionRuntime.JVM_VIRTUAL_THREADS;
    }
}
