package io.amorsize.optimizer;

/** What an answer rests on: the strongest kind of input that was given. */
public enum Evidence {
    /** A description of the item time. */
    DESCRIPTOR(1.1, 1.4),
    /** Measured items. */
    SAMPLES(1.1, 1.35),
    /** Whole runs, with or without the other two. */
    OBSERVATIONS(0.85, 1.2);

    private final double computing;
    private final double waiting;

    Evidence(double computing, double waiting) {
        this.computing = computing;
        this.waiting = waiting;
    }

    /**
     * By how much wider, in ln, intervals from this evidence must be than the futures of the model are spread, because the
     * model does not know everything and fears what rarely is: factors learned from the validation suite (docs/model.md).
     *
     * @param waits whether items wait, or may
     * @return a number above 0
     */
    double widthFactor(boolean waits) {
        return waits ? waiting : computing;
    }

    /** The strongest evidence behind a request. */
    public static Evidence of(PlanRequest request) {
        if (!request.observations().isEmpty()) {
            return OBSERVATIONS;
        }
        return request.workload().samples().isPresent() ? SAMPLES : DESCRIPTOR;
    }
}
