package io.amorsize.job;

/**
 * How fast items of a job may begin, over all replicas together.
 *
 * @param itemsPerSecond above 0
 * @param burst items that may begin at once after a rest, at least 1
 */
public record RateLimit(double itemsPerSecond, int burst) {

    /** @throws IllegalArgumentException if a value is outside the range its description gives */
    public RateLimit {
        if (!(itemsPerSecond > 0 && itemsPerSecond <= 1e9) || burst < 1) {
            throw new IllegalArgumentException("rate limit out of range");
        }
    }
}
