package io.amorsize.job;

import java.util.List;
import java.util.Optional;

/**
 * How one item ended.
 *
 * @param index its place among the items of the job, from 0
 * @param status how it ended
 * @param attempts tries it took; 0 if it was never tried
 * @param seconds time of the last try, at least 0
 * @param result what came of it, as JSON; only where it is OK
 * @param failure why it failed; only where it is not OK and was not cancelled
 */
public record ItemOutcome(
        long index,
        OutcomeStatus status,
        int attempts,
        double seconds,
        Optional<String> result,
        Optional<Failure> failure) {

    /**
     * Why an item failed for good.
     *
     * @param error the last of its errors
     * @param history its newest failed tries, the oldest first
     */
    public record Failure(ItemError error, List<Attempt> history) {

        /** Copies the list. */
        public Failure {
            history = List.copyOf(history);
        }
    }

    /** An item with a result. */
    public static ItemOutcome ok(long index, int attempts, double seconds, String result) {
        return new ItemOutcome(index, OutcomeStatus.OK, attempts, seconds, Optional.of(result), Optional.empty());
    }

    /** An item that was never run to its end. */
    public static ItemOutcome cancelled(long index) {
        return new ItemOutcome(index, OutcomeStatus.CANCELLED, 0, 0, Optional.empty(), Optional.empty());
    }
}
