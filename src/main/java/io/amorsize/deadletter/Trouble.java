package io.amorsize.deadletter;

import io.amorsize.job.Attempt;
import io.amorsize.job.ItemError;
import io.amorsize.job.ItemOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How an item failed, over its own job and all replays.
 *
 * @param error the last error
 * @param attempts tries in all
 * @param maxAttempts tries that one job allows
 * @param deaths how often its worker died for good
 * @param firstFailedAt when it was first given up
 * @param lastFailedAt when it was last given up
 * @param history its newest failed tries, the oldest first, at most {@value #HISTORY}
 */
public record Trouble(
        ItemError error,
        int attempts,
        int maxAttempts,
        int deaths,
        Instant firstFailedAt,
        Instant lastFailedAt,
        List<Attempt> history) {

    /** Most tries that are remembered. */
    public static final int HISTORY = 20;

    /** Forgets tries beyond the newest. */
    public Trouble {
        history = List.copyOf(history.subList(Math.max(0, history.size() - HISTORY), history.size()));
    }

    /** The first failure of an item. */
    public static Trouble first(ItemOutcome.Failure failure, int attempts, int maxAttempts, Instant at) {
        return new Trouble(failure.error(), attempts, maxAttempts, deaths(failure), at, at, failure.history());
    }

    /** The same with one more failure. */
    public Trouble then(ItemOutcome.Failure failure, int moreAttempts, Instant at) {
        List<Attempt> all = new ArrayList<>(history);
        all.addAll(failure.history());
        return new Trouble(
                failure.error(),
                attempts + moreAttempts,
                maxAttempts,
                deaths + deaths(failure),
                firstFailedAt,
                at,
                all);
    }

    private static int deaths(ItemOutcome.Failure failure) {
        return failure.error().reason() == ItemError.Reason.WORKER_DIED ? 1 : 0;
    }
}
