package io.amorsize.job.resilience;

import java.time.Duration;

/**
 * How targets are guarded.
 *
 * @param failureRatio share of failures in a full window that breaks a target, above 0, at most 1
 * @param window newest calls that are looked at, 1 to 1,000; nothing breaks before so many have ended
 * @param delay how long a broken target is left alone, 1 ms to 1 h
 * @param trialCalls calls that must succeed before it counts as working again, 1 to 100; no more are in flight
 *     meanwhile
 * @param initialLimit calls in flight that a target is thought to bear before anything is known, at least 1; suspected
 *     queueing never lowers the limit below it
 * @param maxLimit most calls in flight to a target, from {@code initialLimit} to 100,000
 * @param maxTargets targets to remember, 1 to 1,000,000; beyond them those not called for the longest time are
 *     forgotten
 */
public record GuardSettings(
        double failureRatio,
        int window,
        Duration delay,
        int trialCalls,
        int initialLimit,
        int maxLimit,
        int maxTargets) {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Half of 20 calls failed: left alone for 5 s, then 3 trial calls. 50 calls in flight at first, at most 1,000. */
    public static final GuardSettings USUAL = new GuardSettings(0.5, 20, Duration.ofSeconds(5), 3, 50, 1_000, 10_000);

    /** @throws IllegalArgumentException if a value is outside the range its description gives */
    public GuardSettings {
        require(failureRatio > 0 && failureRatio <= 1, "failureRatio");
        require(window >= 1 && window <= 1_000, "window");
        require(delay.compareTo(SHORTEST) >= 0 && delay.compareTo(LONGEST) <= 0, "delay");
        require(trialCalls >= 1 && trialCalls <= 100, "trialCalls");
        require(initialLimit >= 1, "initialLimit");
        require(maxLimit >= initialLimit && maxLimit <= 100_000, "maxLimit");
        require(maxTargets >= 1 && maxTargets <= 1_000_000, "maxTargets");
    }

    private static void require(boolean inRange, String name) {
        if (!inRange) {
            throw new IllegalArgumentException(name + " out of range");
        }
    }

    /** Failures in a full window that break a target. */
    int failuresToBreak() {
        return (int) Math.ceil(failureRatio * window);
    }
}
