package io.amorsize.job;

/** How an item ended. */
public enum OutcomeStatus {
    /** It has a result. */
    OK,
    /** It failed. */
    ERROR,
    /** Its last try took longer than it may. */
    TIMEOUT,
    /** What it calls kept failing and was left alone. */
    REJECTED,
    /** The job was cancelled or its time was over before. */
    CANCELLED
}
