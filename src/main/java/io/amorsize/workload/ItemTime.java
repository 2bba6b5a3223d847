package io.amorsize.workload;

import java.util.OptionalDouble;

/**
 * A caller's description of how long one item takes, in seconds of wall time. At least the mean or the median is
 * given.
 *
 * @param mean arithmetic mean, above 0
 * @param standardDeviation standard deviation, at least 0
 * @param median 50th percentile, above 0
 * @param p95 95th percentile, at least the median
 * @param max the longest item that can occur, at least the 95th percentile
 */
public record ItemTime(
        OptionalDouble mean,
        OptionalDouble standardDeviation,
        OptionalDouble median,
        OptionalDouble p95,
        OptionalDouble max) {

    /** @throws IllegalArgumentException if neither mean nor median is given */
    public ItemTime {
        if (mean.isEmpty() && median.isEmpty()) {
            throw new IllegalArgumentException("an item time needs a mean or a median");
        }
    }

    /** An item time known by its mean and standard deviation only. */
    public static ItemTime of(double mean, double standardDeviation) {
        return new ItemTime(
                OptionalDouble.of(mean),
                OptionalDouble.of(standardDeviation),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }
}
