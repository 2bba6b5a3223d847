package io.amorsize.optimizer;

/**
 * Something the caller should know about the answer.
 *
 * @param code what it is
 * @param message a sentence with the figures and what to do
 */
public record Warning(Code code, String message) {

    /** The things to be warned of. */
    public enum Code {
        /** No CPU share was given; the items were taken for pure CPU work. */
        CPU_SHARE_ASSUMED,
        /** No spread of the item times was given; a moderate one was assumed. */
        VARIATION_ASSUMED,
        /** Too few samples for a tight answer. */
        FEW_SAMPLES,
        /** The first samples are slower than the rest. */
        WARM_UP,
        /** The item time changes steadily over the sample. */
        TREND,
        /** Neighbouring items take similar times. */
        AUTOCORRELATION,
        /** A few items carry much of the work. */
        HEAVY_TAIL,
        /** The cgroup is being throttled already. */
        THROTTLING,
        /** More workers than the quota can keep busy at once: bursts will be throttled. */
        QUOTA_BURSTS,
        /** Other processes keep the machine busy. */
        OVERSUBSCRIPTION,
        /** Items use more than one CPU each. */
        NESTED_PARALLELISM,
        /** Workers that hold memory of their own, and nothing known about how much they take or how much there is. */
        MEMORY_UNKNOWN,
        /** Nothing is known about what the systems behind the items accept. */
        DOWNSTREAM_UNKNOWN,
        /** One observation contradicts the others or the item times. */
        CONTRADICTORY_OBSERVATIONS,
        /** The overheads are published figures, not measurements of this host. */
        OVERHEADS_ASSUMED
    }
}
