package io.amorsize.recommendation;

import java.util.OptionalLong;

/**
 * One run that was really made.
 *
 * @param workers workers that ran, at least 1
 * @param chunkSize items per chunk, at least 1; empty if unknown
 * @param items items that were run, at least 1
 * @param elapsedSeconds wall time of the whole run, above 0
 */
public record Run(int workers, OptionalLong chunkSize, long items, double elapsedSeconds) {

    /** @throws IllegalArgumentException if a component is outside the range its description gives */
    public Run {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1, was " + workers);
        }
        if (chunkSize.isPresent() && chunkSize.getAsLong() < 1) {
            throw new IllegalArgumentException("chunkSize must be at least 1, was " + chunkSize.getAsLong());
        }
        if (items < 1) {
            throw new IllegalArgumentException("items must be at least 1, was " + items);
        }
        if (!(elapsedSeconds > 0 && elapsedSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("elapsedSeconds must be a finite number above 0, was " + elapsedSeconds);
        }
    }
}
