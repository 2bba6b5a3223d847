package io.amorsize.job;

/**
 * How a try of an item failed.
 *
 * @param reason what sort of end it was
 * @param errorClass what failed: the code of an {@code ItemFailure} or the class of another exception
 * @param message what it said, cut to 2,000 characters; may be empty
 * @param stack where, cut to 8,000 characters; may be empty
 * @param fingerprint equal for failures of the same sort: class and place, without what varies from item to item
 * @param retryable whether another try could help
 */
public record ItemError(
        Reason reason, String errorClass, String message, String stack, String fingerprint, boolean retryable) {

    /** Sorts of ends. */
    public enum Reason {
        /** The item failed in a way that no other try can mend. */
        EXCEPTION,
        /** It failed at each of its tries. */
        RETRIES_EXHAUSTED,
        /** Its last try took longer than it may. */
        TIMEOUT,
        /** What ran it died, more than once. */
        WORKER_DIED,
        /** The item is not what its type takes. */
        REJECTED_INPUT,
        /** No such job type is installed. */
        UNKNOWN_TYPE,
        /** What it calls kept failing and was left alone. */
        TARGET_UNAVAILABLE
    }
}
