package io.amorsize.store.lease;

import java.time.Duration;

/**
 * How often leases are looked after.
 *
 * <p>A lease is taken over when its heartbeat is {@value #MISSED} beats old and has not moved between two looks, which
 * are two beats apart. From the death of a holder to the takeover that takes {@link #takeover()} at most: a lease is
 * that old after four beats, is seen so within two more, and is judged two beats later.
 *
 * @param poll between two looks for work that is due; a nudge cuts it short
 * @param heartbeat between two signs of life of a lease
 */
public record LeaseTimes(Duration poll, Duration heartbeat) {

    /** Beats that must be missing; db-scheduler takes no fewer. */
    static final int MISSED = 4;

    private static final int BEATS_BETWEEN_LOOKS = 2;

    /** For partitions: taken over within 24 seconds. */
    public static final LeaseTimes PARTITIONS = new LeaseTimes(Duration.ofMillis(250), Duration.ofSeconds(3));

    /** For recurring work, which is not as urgent. */
    public static final LeaseTimes CHORES = new LeaseTimes(Duration.ofSeconds(1), Duration.ofSeconds(3));

    /** @throws IllegalArgumentException if one of them is not positive */
    public LeaseTimes {
        if (!poll.isPositive() || !heartbeat.isPositive()) {
            throw new IllegalArgumentException("not positive: " + poll + ", " + heartbeat);
        }
    }

    /** The longest that a partition waits for another holder when its own has died. */
    public Duration takeover() {
        return heartbeat.multipliedBy(MISSED + 2L * BEATS_BETWEEN_LOOKS);
    }
}
