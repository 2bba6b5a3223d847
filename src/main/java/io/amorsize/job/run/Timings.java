package io.amorsize.job.run;

import io.amorsize.workload.Samples;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Times of the newest items of a job. Not safe for use by many threads.
 *
 * <p>As long as few are known, the first half of them is left out of what is told: it pays for code that is not
 * compiled yet, connections that are not open yet and caches that are cold (the initial transient of a simulation; A.
 * M. Law, Simulation Modeling and Analysis, 5th edition, section 9.5).
 */
final class Timings {

    /** Items that are remembered. */
    private static final int MOST = 128;

    private static final double LEAST_SECONDS = 1e-9;

    /** Of fewer items none is left out. */
    private static final int LEAST = 4;

    /** Part of what the others take together. */
    private static final double HELD_UP = 0.5;

    private final double[] wallSeconds = new double[MOST];
    /** NaN where it could not be measured. */
    private final double[] cpuSeconds = new double[MOST];

    private final boolean waiting;
    private long count;

    /**
     * @param waiting whether items are said to wait: then cold code is what makes some of them compute, and the share
     *     of those that compute least is told
     */
    Timings(boolean waiting) {
        this.waiting = waiting;
    }

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
        return Samples.ofWallSeconds(counted());
    }

    private double[] counted() {
        double[] newest = new double[(int) (count - first())];
        long heldUp = heldUp(first());
        int known = 0;
        for (long i = first(); i < count; i++) {
            if (i != heldUp) {
                newest[known++] = wallSeconds[(int) (i % MOST)];
            }
        }
        return Arrays.copyOf(newest, known);
    }

    /** Mean wall time of those that count; there must be one. */
    double meanSeconds() {
        return Arrays.stream(counted()).average().orElseThrow();
    }

    /**
     * The item that waited longest, if that took longer than a part of all others together: what did not wait for the
     * item itself, such as a collection of garbage, meets one of them. -1 if there is none. Where items are said to
     * wait there is none.
     */
    private long heldUp(long from) {
        double all = 0;
        double longest = 0;
        long place = -1;
        for (long i = from; i < count; i++) {
            int at = (int) (i % MOST);
            double waited = wallSeconds[at] - cpuSeconds[at];
            all += wallSeconds[at];
            if (waited > longest) {
                longest = waited;
                place = i;
            }
        }
        boolean alone = !waiting && count - from >= LEAST && place >= 0;
        return alone && longest > HELD_UP * (all - wallSeconds[(int) (place % MOST)]) ? place : -1;
    }

    /** CPU time by wall time, 0..1, of the remembered items whose CPU time is known. */
    OptionalDouble cpuShare() {
        OptionalDouble settled = cpuShare(first());
        return settled.isPresent() ? settled : cpuShare(Math.max(0, count - MOST));
    }

    private OptionalDouble cpuShare(long from) {
        double wall = 0;
        double cpu = 0;
        double[] shares = new double[(int) (count - from)];
        int known = 0;
        long heldUp = heldUp(from);
        for (long i = from; i < count; i++) {
            int place = (int) (i % MOST);
            if (i != heldUp && !Double.isNaN(cpuSeconds[place])) {
                wall += wallSeconds[place];
                cpu += cpuSeconds[place];
                shares[known++] = cpuSeconds[place] / wallSeconds[place];
            }
        }
        if (known == 0) {
            return OptionalDouble.empty();
        }
        Arrays.sort(shares, 0, known);
        return OptionalDouble.of(Math.clamp(waiting ? shares[known / 4] : cpu / wall, 0, 1));
    }
}
