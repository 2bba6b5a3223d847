package io.amorsize.optimizer;

import io.amorsize.workload.WorkloadProfile;

/** What an answer rests on: the strongest kind of input that was given. */
public enum Evidence {
    /** A description of the item time. */
    DESCRIPTOR,
    /** Measured items. */
    SAMPLES,
    /** Whole runs, with or without the other two. */
    OBSERVATIONS;

    /** The strongest evidence in a workload. */
    public static Evidence of(WorkloadProfile workload) {
        if (!workload.observations().isEmpty()) {
            return OBSERVATIONS;
        }
        return workload.samples().isPresent() ? SAMPLES : DESCRIPTOR;
    }
}
