package io.amorsize.job;

import java.util.Set;

/**
 * Whether and when an item is tried again. The wait before try k + 1 is drawn evenly from 0 to
 * {@code min(maxDelaySeconds, initialDelaySeconds × multiplier^(k - 1))} when {@code jitter} is 1 ("full jitter", M.
 * Brooker, Exponential Backoff And Jitter, 2015); of a smaller jitter, only that share of it is drawn.
 *
 * @param maxAttempts tries in all, 1 to 100
 * @param initialDelaySeconds at least 0
 * @param maxDelaySeconds at least {@code initialDelaySeconds}
 * @param multiplier at least 1
 * @param jitter 0..1
 * @param retryOn error classes that are tried again; empty for all that could be mended
 */
public record RetryPolicy(
        int maxAttempts,
        double initialDelaySeconds,
        double maxDelaySeconds,
        double multiplier,
        double jitter,
        Set<String> retryOn) {

    /** Three tries, a second or two between them. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, 0.5, 30, 2, 1, Set.of());

    /** @throws IllegalArgumentException if a value is outside the range its description gives */
    public RetryPolicy {
        if (maxAttempts < 1 || maxAttempts > 100) {
            throw new IllegalArgumentException("maxAttempts must be 1 to 100, was " + maxAttempts);
        }
        if (!(initialDelaySeconds >= 0 && maxDelaySeconds >= initialDelaySeconds && maxDelaySeconds < 1e9)) {
            throw new IllegalArgumentException("delays out of range");
        }
        if (!(multiplier >= 1 && multiplier <= 1e6) || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("multiplier or jitter out of range");
        }
        retryOn = Set.copyOf(retryOn);
    }

    /**
     * The wait after a failed try, in seconds.
     *
     * @param attempt the try that failed, from 1
     * @param draw evenly drawn from 0 to 1
     */
    public double delaySeconds(int attempt, double draw) {
        if (initialDelaySeconds == 0) {
            // The power may be infinite, and nothing times that is no number.
            return 0;
        }
        double cap = Math.min(maxDelaySeconds, initialDelaySeconds * Math.pow(multiplier, attempt - 1));
        return cap * (1 - jitter + jitter * draw);
    }
}
