package io.amorsize.recommendation;

import java.time.Duration;

/**
 * How much is kept.
 *
 * @param count most recommendations, at least 1
 * @param age greatest age, above 0
 * @param bytes most bytes of all documents together, as they are stored, above 0
 */
public record Retention(long count, Duration age, long bytes) {

    /** @throws IllegalArgumentException if a bound would keep nothing */
    public Retention {
        if (count < 1 || !age.isPositive() || bytes < 1) {
            throw new IllegalArgumentException("nothing would be kept");
        }
    }
}
