package io.amorsize.recommendation;

import io.amorsize.cost.ItemTimeLaw;
import io.amorsize.cost.SampleDiagnosis;
import io.amorsize.optimizer.Evidence;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.optimizer.WorkloadSummary;
import io.amorsize.workload.WorkloadProfile;

/**
 * Workloads whose predictions are alike enough to learn the width of intervals from each other.
 *
 * @param kind what the items do
 * @param evidence what the prediction rested on
 * @param heavyTailed whether a few items carry much of the work
 */
public record WorkloadClass(WorkloadSummary.Kind kind, Evidence evidence, boolean heavyTailed) {

    /** Items about which nothing is known count as CPU work. */
    private static final double ASSUMED_CPU_SHARE = 1;

    /** The class of what is asked; kind and tail are those that the answer's summary will have. */
    public static WorkloadClass of(PlanRequest request) {
        WorkloadProfile workload = request.workload();
        return new WorkloadClass(kind(workload), Evidence.of(request), heavyTailed(workload));
    }

    /** The class that the same workload has once runs of it are known. */
    WorkloadClass observed() {
        return new WorkloadClass(kind, Evidence.OBSERVATIONS, heavyTailed);
    }

    private static WorkloadSummary.Kind kind(WorkloadProfile workload) {
        double measured = workload.samples()
                .map(samples -> samples.cpuShare().orElse(ASSUMED_CPU_SHARE))
                .orElse(ASSUMED_CPU_SHARE);
        return WorkloadSummary.Kind.of(workload.cpuShare().orElse(measured));
    }

    private static boolean heavyTailed(WorkloadProfile workload) {
        if (workload.samples().isPresent()) {
            return SampleDiagnosis.of(workload.samples().get()).heavyTailed();
        }
        return workload.itemTime()
                .map(time -> ItemTimeLaw.of(
                                time,
                                (double) workload.items().orElse(1),
                                workload.timeoutSeconds().orElse(Double.POSITIVE_INFINITY))
                        .heavyTailed())
                .orElse(false);
    }
}
