package io.amorsize.job.run;

import io.amorsize.workload.Samples;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Times of the first items of a job. Not safe for use by many threads.
 *
 * <p>The first quarter is left out of what is told: it pays for code that is not compiled yet, connections that are not
 * open yet and caches that are cold (the initial transient of a simulation; A. M. Law, Simulation Modeling and Analysis,
 * 5th edition, section 9.5).
 */
final class Timings {

    /** Items that are remembered. */
    static final int MOST = 128;

    private static final double LEAST_SECONDS = 1e-9;

    private final double[] wallSeconds = new double[MOST];
    /** NaN where it could not be measured. */
    private final double[] cpuSeconds = new double[MOST];

    private int size;

    /** @param cpuSeconds NaN if it could not be measured */
    void add(double wallSeconds, double cpuSeconds) {
        if (size < MOST) {
            this.wallSeconds[size] = Math.max(LEAST_SECONDS, wallSeconds);
            this.cpuSeconds[size++] = cpuSeconds;
        }
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == MOST;
    }

    private int first() {
        return size / 4;
    }

    /** The wall times of those that count; there must be one. */
    Samples samples() {
        return Samples.ofWallSeconds(Arrays.copyOfRange(wallSeconds, first(), size));
    }

    /** CPU time by wall time, 0..1, of those whose CPU time is known; of the first quarter if it is known of no others. */
    OptionalDouble cpuShare() {
        OptionalDouble settled = cpuShare(first());
        return settled.isPresent() ? settled : cpuShare(0);
    }

    private OptionalDouble cpuShare(int from) {
        double wall = 0;
        double cpu = 0;
        for (int i = from; i < size; i++) {
            if (!Double.isNaN(cpuSeconds[i])) {
                wall += wallSeconds[i];
                cpu += cpuSeconds[i];
            }
        }
        return wall > 0 ? OptionalDouble.of(Math.clamp(cpu / wall, 0, 1)) : OptionalDouble.empty();
    }
}
