package io.amorsize.job.run;

import io.amorsize.workload.Samples;
import java.util.OptionalDouble;

/**
 * Times of the newest items of a job. Not safe for use by many threads.
 *
 * <p>As long as few are known, the first half of them is left out of what is told: it pays for code that is not
 * compiled yet, connections that are not open yet and caches that are cold (the initial transient of a simulation; A. M.
 * Law, Simulation Modeling and Analysis, 5th edition, section 9.5).
 */
final class Timings {

    /** Items that are remembered. */
    private static final int MOST = 128;

    private static final double LEAST_SECONDS = 1e-9;

    private final double[] wallSeconds = new double[MOST];
    /** NaN where it could not be measured. */
    private final double[] cpuSeconds = new double[MOST];

    private long count;

    /** @param cpuSeconds NaN if it could not be measured */
    void add(double wallSeconds, double cpuSeconds) {
        int place = (int) (count++ % MOST);
        this.wallSeconds[place] = Math.max(LEAST_SECONDS, wallSeconds);
        this.cpuSeconds[place] = cpuSeconds;
    }

    /** Items that were timed, remembered or not. */
    long count() {
        return count;
    }

    /** The oldest that counts. */
    private long first() {
        return Math.max(Math.min(count / 2, MOST), count - MOST);
    }

    /** The wall times of those that count, the oldest first; there must be one. */
    Samples samples() {
        double[] newest = new double[(int) (count - first())];
        for (int i = 0; i < newest.length; i++) {
            newest[i] = wallSeconds[(int) ((first() + i) % MOST)];
        }
        return Samples.ofWallSeconds(newest);
    }

    /** Mean wall time of those that count; there must be one. */
    double meanSeconds() {
        double sum = 0;
        for (long i = first(); i < count; i++) {
            sum += wallSeconds[(int) (i % MOST)];
        }
        return sum / (count - first());
    }

    /** CPU time by wall time, 0..1, of the remembered items whose CPU time is known. */
    OptionalDouble cpuShare() {
        OptionalDouble settled = cpuShare(first());
        return settled.isPresent() ? settled : cpuShare(Math.max(0, count - MOST));
    }

    private OptionalDouble cpuShare(long from) {
        double wall = 0;
        double cpu = 0;
        for (long i = from; i < count; i++) {
            int place = (int) (i % MOST);
            if (!Double.isNaN(cpuSeconds[place])) {
                wall += wallSeconds[place];
                cpu += cpuSeconds[place];
            }
        }
        return wall > 0 ? OptionalDouble.of(Math.clamp(cpu / wall, 0, 1)) : OptionalDouble.empty();
    }
}
