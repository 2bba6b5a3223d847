package io.amorsize.store.lease;

import java.time.Duration;

/** How long to wait after failures in a row: a second, doubled with each of them, a minute at most. */
final class Backoff {

    /** The longest. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int MOST_DOUBLINGS = 6;

    private Backoff() {}

    /** @param failures how many there were, at least 1 */
    static Duration after(int failures) {
        return Duration.ofSeconds(Math.min(LONGEST.toSeconds(), 1L << Math.min(MOST_DOUBLINGS, failures - 1)));
    }
}
