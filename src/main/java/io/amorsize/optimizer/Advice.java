package io.amorsize.optimizer;

import java.util.List;
import java.util.Optional;

/**
 * The answer to a {@link PlanRequest}. Immutable.
 *
 * @param decision whether to run in parallel
 * @param plan how to run
 * @param estimate what that will do
 * @param workload how the workload was read
 * @param limit what keeps it from being faster
 * @param scaling the law behind the observations, where there were any
 * @param curve one point per worker count that was considered, ascending by workers
 * @param alternatives other plans worth knowing, the best first
 * @param nextProbe what to measure next; empty when more measuring would not pay
 * @param readiness whether the plan can be used as it is
 * @param warnings what to know about the answer
 * @param measured whether the host's overheads were measured rather than assumed
 */
public record Advice(
        Decision decision,
        Plan plan,
        Estimate estimate,
        WorkloadSummary workload,
        Limit limit,
        Optional<Scaling> scaling,
        List<CurvePoint> curve,
        List<CurvePoint> alternatives,
        Optional<Probe> nextProbe,
        Readiness readiness,
        List<Warning> warnings,
        boolean measured) {

    /** Copies the lists. */
    public Advice {
        curve = List.copyOf(curve);
        alternatives = List.copyOf(alternatives);
        warnings = List.copyOf(warnings);
    }
}
