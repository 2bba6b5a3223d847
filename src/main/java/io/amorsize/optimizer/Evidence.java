package io.amorsize.optimizer;

/** What an answer rests on: the strongest kind of input that was given. */
public enum Evidence {
    /** A description of the item time. */
    DESCRIPTOR(1.3),
    /** Measured items. */
    SAMPLES(1.2),
    /** Whole runs, with or without the other two. */
    OBSERVATIONS(1);

    private final double widthFactor;

    Evidence(double widthFactor) {
        this.widthFactor = widthFactor;
    }

    /**
     * By how much wider, in ln, intervals from this evidence must be than the futures of the model are spread, because the
     * model does not know everything: conformal factors of the validation suite (docs/model.md), above 0.
     */
    double widthFactor() {
        return widthFactor;
    }

    /** The strongest evidence behind a request. */
    public static Evidence of(PlanRequest request) {
        if (!request.observations().isEmpty()) {
            return OBSERVATIONS;
        }
        return request.workload().samples().isPresent() ? SAMPLES : DESCRIPTOR;
    }
}
