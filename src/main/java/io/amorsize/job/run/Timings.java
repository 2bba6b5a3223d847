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
 *
 * <p>Only platform threads tell their CPU time, and items that wait are soon run on others: the newest items of which
 * it is known are remembered apart.
 */
final class Timings {

    private static final double LEAST_SECONDS = 1e-9;

    private final boolean waiting;
    private final Newest all;
    private final Newest withCpuTime;

    /**
     * @param waiting whether items are said to wait: then cold code is what makes some of them compute, and the share
     *     of those that compute least is told
     */
    Timings(boolean waiting) {
        this.waiting = waiting;
        this.all = new Newest(waiting);
        this.withCpuTime = new Newest(waiting);
    }

    /** @param cpuSeconds NaN if it could not be measured */
    void add(double wallSeconds, double cpuSeconds) {
        double wall = Math.max(LEAST_SECONDS, wallSeconds);
        all.add(wall, cpuSeconds);
        if (!Double.isNaN(cpuSeconds)) {
            withCpuTime.add(wall, cpuSeconds);
        }
    }

    /** Items that were timed, remembered or not. */
    long count() {
        return all.count;
    }

    /** The wall times of those that count, the oldest first; there must be one. */
    Samples samples() {
        return Samples.ofWallSeconds(all.counted(all.wallSeconds));
    }

    /** Mean wall time of those that count; there must be one. */
    double meanSeconds() {
        return Arrays.stream(all.counted(all.wallSeconds)).average().orElseThrow();
    }

    /** CPU time by wall time, 0..1, of the remembered items whose CPU time is known. */
    OptionalDouble cpuShare() {
        if (withCpuTime.count == 0) {
            return OptionalDouble.empty();
        }
        double[] wall = withCpuTime.counted(withCpuTime.wallSeconds);
        double[] cpu = withCpuTime.counted(withCpuTime.cpuSeconds);
        double share = waiting
                ? lowerQuartile(wall, cpu)
                : Arrays.stream(cpu).sum() / Arrays.stream(wall).sum();
        return OptionalDouble.of(Math.clamp(share, 0, 1));
    }

    private static double lowerQuartile(double[] wall, double[] cpu) {
        double[] shares = new double[wall.length];
        Arrays.setAll(shares, i -> cpu[i] / wall[i]);
        Arrays.sort(shares);
        return shares[shares.length / 4];
    }

    /** Times of the newest of some items. */
    private static final class Newest {

        /** Items that are remembered. */
        private static final int MOST = 128;

        /** Of fewer items none is left out. */
        private static final int LEAST = 4;

        /** Part of what the others take together. */
        private static final double HELD_UP = 0.5;

        final double[] wallSeconds = new double[MOST];
        final double[] cpuSeconds = new double[MOST];
        private final boolean waiting;
        private long count;

        Newest(boolean waiting) {
            this.waiting = waiting;
        }

        void add(double wall, double cpu) {
            int place = (int) (count++ % MOST);
            wallSeconds[place] = wall;
            cpuSeconds[place] = cpu;
        }

        /** The oldest that counts. */
        private long first() {
            return Math.max(Math.min(count / 2, MOST), count - MOST);
        }

        /** Those of {@code seconds} that count, the oldest first. */
        double[] counted(double[] seconds) {
            double[] newest = new double[(int) (count - first())];
            long heldUp = heldUp();
            int known = 0;
            for (long i = first(); i < count; i++) {
                if (i != heldUp) {
                    newest[known++] = seconds[(int) (i % MOST)];
                }
            }
            return Arrays.copyOf(newest, known);
        }

        /**
         * The item that waited longest, if that took longer than a part of all others together: what did not wait for
         * the item itself, such as a collection of garbage, meets one of them. -1 if there is none. Where items are said
         * to wait there is none.
         */
        private long heldUp() {
            double sum = 0;
            double longest = 0;
            long place = -1;
            for (long i = first(); i < count; i++) {
                int at = (int) (i % MOST);
                double waited = wallSeconds[at] - cpuSeconds[at];
                sum += wallSeconds[at];
                if (waited > longest) {
                    longest = waited;
                    place = i;
                }
            }
            boolean alone = !waiting && count - first() >= LEAST && place >= 0;
            return alone && longest > HELD_UP * (sum - wallSeconds[(int) (place % MOST)]) ? place : -1;
        }
    }
}
