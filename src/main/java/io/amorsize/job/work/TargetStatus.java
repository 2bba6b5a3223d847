package io.amorsize.job.work;

/**
 * A target as its guard sees it at one moment.
 *
 * @param target as named by the runner of the items
 * @param state whether it may be called
 * @param inFlight calls in flight, at least 0
 * @param limit most calls in flight that it is thought to bear, at least 1
 */
public record TargetStatus(String target, State state, int inFlight, int limit) {

    /** Whether a target may be called: the state of its circuit breaker. */
    public enum State {
        /** It may. */
        CLOSED,
        /** It failed too often and is left alone. */
        OPEN,
        /** A few calls try whether it works again. */
        HALF_OPEN
    }
}
