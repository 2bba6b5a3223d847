package io.amorsize.workload;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Measured items, in the order in which they were run. Immutable.
 *
 * <p>All series that are given describe the same items in the same order.
 */
public final class Samples {

    private static final double[] NONE = {};

    private final double[] wallSeconds;
    private final double[] cpuSeconds;
    private final double[] payloadBytes;
    private final double[] resultBytes;

    /**
     * Copies the arrays.
     *
     * @param wallSeconds wall time of each item, above 0, at least one item
     * @param cpuSeconds CPU time of each item, at least 0; empty if it was not measured
     * @param payloadBytes input size of each item, at least 0; empty if unknown
     * @param resultBytes output size of each item, at least 0; empty if unknown
     * @throws IllegalArgumentException if there is no item, a value is not finite or out of range, or a series has
     *     another length than {@code wallSeconds}
     */
    public Samples(double[] wallSeconds, double[] cpuSeconds, double[] payloadBytes, double[] resultBytes) {
        if (wallSeconds.length == 0) {
            throw new IllegalArgumentException("samples need at least one item");
        }
        this.wallSeconds = checkedCopy(wallSeconds, wallSeconds.length, Double.MIN_VALUE);
        this.cpuSeconds = checkedCopy(cpuSeconds, wallSeconds.length, 0);
        this.payloadBytes = checkedCopy(payloadBytes, wallSeconds.length, 0);
        this.resultBytes = checkedCopy(resultBytes, wallSeconds.length, 0);
    }

    /** Samples of which only the wall times are known. */
    public static Samples ofWallSeconds(double... wallSeconds) {
        return new Samples(wallSeconds, NONE, NONE, NONE);
    }

    private static double[] checkedCopy(double[] values, int length, double least) {
        if (values.length == 0) {
            return NONE;
        }
        if (values.length != length) {
            throw new IllegalArgumentException("every series needs " + length + " values, one has " + values.length);
        }
        for (double value : values) {
            if (!(value >= least && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("value out of range: " + value);
            }
        }
        return values.clone();
    }

    /** Number of items, at least 1. */
    public int size() {
        return wallSeconds.length;
    }

    /** A copy of the wall times, in order. */
    public double[] wallSeconds() {
        return wallSeconds.clone();
    }

    /** CPU time of all items divided by their wall time; above 1 where items use several threads, empty if unknown. */
    public OptionalDouble cpuShare() {
        return cpuSeconds.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Arrays.stream(cpuSeconds).sum()
                        / Arrays.stream(wallSeconds).sum());
    }

    /** Mean input size in bytes, empty if unknown. */
    public OptionalDouble meanPayloadBytes() {
        return Arrays.stream(payloadBytes).average();
    }

    /** Mean output size in bytes, empty if unknown. */
    public OptionalDouble meanResultBytes() {
        return Arrays.stream(resultBytes).average();
    }
}
