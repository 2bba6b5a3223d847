package io.amorsize.workload;

import java.util.Arrays;

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

    /** Wall time of item {@code i} in seconds, above 0. */
    public double wallSeconds(int i) {
        return wallSeconds[i];
    }

    /** A copy of the wall times, in order. */
    public double[] wallSeconds() {
        return wallSeconds.clone();
    }

    /** Whether CPU times were measured. */
    public boolean hasCpuSeconds() {
        return cpuSeconds.length > 0;
    }

    /** CPU time of all items divided by their wall time; above 1 where items use several threads, NaN if unknown. */
    public double cpuShare() {
        return hasCpuSeconds()
                ? Arrays.stream(cpuSeconds).sum() / Arrays.stream(wallSeconds).sum()
                : Double.NaN;
    }

    /** A copy of the input sizes in bytes; empty if unknown. */
    public double[] payloadBytes() {
        return payloadBytes.clone();
    }

    /** Mean input size in bytes, NaN if unknown. */
    public double meanPayloadBytes() {
        return Arrays.stream(payloadBytes).average().orElse(Double.NaN);
    }

    /** Mean output size in bytes, NaN if unknown. */
    public double meanResultBytes() {
        return Arrays.stream(resultBytes).average().orElse(Double.NaN);
    }
}
