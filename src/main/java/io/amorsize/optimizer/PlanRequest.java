package io.amorsize.optimizer;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.WorkloadProfile;

/**
 * All that a plan depends on: equal requests get equal advice.
 *
 * @param workload what is to be run
 * @param runtime what executes it
 * @param overheads overheads that the caller states
 * @param objective what the caller wants
 * @param constraints what the caller allows
 * @param host the machine
 * @param calibration the machine's overheads
 */
public record PlanRequest(
        WorkloadProfile workload,
        ExecutionRuntime runtime,
        OverheadOverrides overheads,
        Objective objective,
        Constraints constraints,
        HostCapacity host,
        Calibration calibration) {

    /** A request for the fastest plan, with no constraint and no stated overheads. */
    public static PlanRequest fastest(WorkloadProfile workload, HostCapacity host, Calibration calibration) {
        return new PlanRequest(
                workload,
                ExecutionRuntime.AUTO,
                OverheadOverrides.NONE,
                Objective.FASTEST,
                Constraints.NONE,
                host,
                calibration);
    }
}
