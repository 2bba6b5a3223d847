package io.amorsize.job.work;

import java.time.Duration;

/**
 * Times of a pool, all above 0.
 *
 * @param quantum how long a worker stays with one source while others wait
 * @param scan between two looks at the tries: the resolution of their timeouts
 * @param grace from the interruption of a try until its thread is given up
 * @param keepAlive how long an idle thread is kept
 */
public record PoolSettings(Duration quantum, Duration scan, Duration grace, Duration keepAlive) {

    /**
     * The quantum is long enough for cheap changes between sources, short enough for small jobs beside large ones. Looks
     * at the tries wake a thread, which took more than half a percent of a CPU when it looked every 5 ms.
     */
    public static final PoolSettings DEFAULTS = new PoolSettings(
            Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** @throws IllegalArgumentException if a time is not above 0 */
    public PoolSettings {
        requirePositive("quantum", quantum);
        requirePositive("scan", scan);
        requirePositive("grace", grace);
        requirePositive("keepAlive", keepAlive);
    }

    private static void requirePositive(String name, Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException(name + " must be above 0, was " + time);
        }
    }

    /** The same with another grace. */
    public PoolSettings withGrace(Duration other) {
        return new PoolSettings(quantum, scan, other, keepAlive);
    }
}
