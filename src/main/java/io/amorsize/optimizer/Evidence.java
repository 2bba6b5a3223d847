package io.amorsize.optimizer;

/** What an answer rests on: the strongest kind of input that was given. */
public enum Evidence {
    /** A description of the item time. */
    DESCRIPTOR,
    /** Measured items. */
    SAMPLES,
    /** Whole runs, with or without the other two. */
    OBSERVATIONS;

    /** The strongest evidence behind a request. */
    public static Evidence of(PlanRequest request) {
        if (!request.observations().isEmpty()) {
            return OBSERVATIONS;
        }
        return request.workload().samples().isPresent() ? SAMPLES : DESCRIPTOR;
    }
}
