package io.amorsize.optimizer;

/** Whether to run in parallel. */
public enum Decision {
    /** Parallel is very likely faster. */
    PARALLEL,
    /** The chance of a real gain is too small. */
    SERIAL,
    /** The data cannot tell serial from parallel; the plan is the safe choice and the next probe the way out. */
    UNDECIDED
}
