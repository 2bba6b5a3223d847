package io.amorsize.optimizer;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.Observation;
import io.amorsize.workload.WorkloadProfile;
import java.util.List;
import java.util.stream.Stream;

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
 * @param experience what earlier runs of the workload taught
 */
public record PlanRequest(
        WorkloadProfile workload,
        ExecutionRuntime runtime,
        OverheadOverrides overheads,
        Objective objective,
        Constraints constraints,
        HostCapacity host,
        Calibration calibration,
        Experience experience) {

    /** A request for the fastest plan, with no constraint and no stated overheads. */
    public static PlanRequest fastest(WorkloadProfile workload, HostCapacity host, Calibration calibration) {
        return new PlanRequest(
                workload,
                ExecutionRuntime.AUTO,
                OverheadOverrides.NONE,
                Objective.FASTEST,
                Constraints.NONE,
                host,
                calibration,
                Experience.NONE);
    }

    /** The same request, asked by somebody who knows of these earlier runs. */
    public PlanRequest with(Experience known) {
        return new PlanRequest(workload, runtime, overheads, objective, constraints, host, calibration, known);
    }

    /** Whole runs to learn from: those that the request states, then those known from before. */
    public List<Observation> observations() {
        if (experience.observations().isEmpty()) {
            return workload.observations();
        }
        return Stream.concat(workload.observations().stream(), experience.observations().stream())
                .toList();
    }
}
