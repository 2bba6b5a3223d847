package io.amorsize.workload;

import java.util.OptionalLong;

/**
 * One run that was really made with a known number of workers.
 *
 * @param workers workers that ran, at least 1
 * @param chunkSize items per chunk, at least 1; empty if unknown
 * @param items items that were run, at least 1; empty if only a rate is known
 * @param itemsPerSecond items finished per second over the whole run, above 0
 * @param noise standard deviation of ln {@code itemsPerSecond} as a reading of what would happen now, at least 0; 0 if
 *     nothing is known about it
 */
public record Observation(
        int workers, OptionalLong chunkSize, OptionalLong items, double itemsPerSecond, double noise) {

    /** @throws IllegalArgumentException if a component is outside the range its description gives */
    public Observation {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1, was " + workers);
        }
        if (chunkSize.isPresent() && chunkSize.getAsLong() < 1) {
            throw new IllegalArgumentException("chunkSize must be at least 1, was " + chunkSize.getAsLong());
        }
        if (items.isPresent() && items.getAsLong() < 1) {
            throw new IllegalArgumentException("items must be at least 1, was " + items.getAsLong());
        }
        if (!(itemsPerSecond > 0 && itemsPerSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("itemsPerSecond must be a finite number above 0, was " + itemsPerSecond);
        }
        if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("noise must be a finite number of at least 0, was " + noise);
        }
    }

    /** A rate seen with {@code workers} workers. */
    public static Observation ofRate(int workers, double itemsPerSecond) {
        return new Observation(workers, OptionalLong.empty(), OptionalLong.empty(), itemsPerSecond, 0);
    }

    /** A run of {@code items} items that took {@code elapsedSeconds}. */
    public static Observation ofRun(int workers, OptionalLong chunkSize, long items, double elapsedSeconds) {
        return new Observation(workers, chunkSize, OptionalLong.of(items), items / elapsedSeconds, 0);
    }

    /** The same run, read with this noise. */
    public Observation withNoise(double noise) {
        return new Observation(workers, chunkSize, items, itemsPerSecond, noise);
    }
}
