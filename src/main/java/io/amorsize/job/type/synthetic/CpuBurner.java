package io.amorsize.job.type.synthetic;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Keeps a CPU busy for a given CPU time. On a platform thread the time is what the operating system charges to the
 * thread, so that waiting for a CPU does not count. The CPU time of a virtual thread cannot be read: there, the loop
 * does as many rounds as take that time on this machine when it is undisturbed. Times below {@link #MEASURED_NANOS} are
 * rounds everywhere, because reading the time would take a good part of them. Safe for use by many threads.
 */
final class CpuBurner {

    /** From here on the CPU time is read: two readings take about a hundredth of it. */
    static final long MEASURED_NANOS = 50_000;

    /** Longest time between two looks at the interruption of the thread. */
    private static final long BLOCK_NANOS = 1_000_000;

    /** The rate is looked for at least so long: the compiler works beside the first trials. */
    private static final long LEAST_TRIAL_NANOS = 50_000_000;

    private static final long MOST_TRIAL_NANOS = 500_000_000;

    /** Trials in a row none of which was quicker. */
    private static final int SETTLED = 24;

    /** Rounds of a trial: some tenths of a millisecond. */
    private static final long TRIAL_ROUNDS = 200_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final boolean READABLE =
            THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    private final double roundsPerNano;

    private CpuBurner(double roundsPerNano) {
        this.roundsPerNano = roundsPerNano;
    }

    /** Measured once, at the first call, in some tens of milliseconds. */
    static CpuBurner ofThisMachine() {
        return ThisMachine.BURNER;
    }

    /** The same, measured anew. */
    static CpuBurner measured() {
        return new CpuBurner(ThisMachine.rate());
    }

    /**
     * Burns {@code seconds} of CPU time.
     *
     * @return the part of it, in seconds, that the system charges to no thread that could be asked for it
     * @throws InterruptedException as soon as the thread is interrupted
     */
    double burn(double seconds) throws InterruptedException {
        long nanos = Math.round(seconds * 1e9);
        boolean measured = isReadable();
        if (measured && nanos >= MEASURED_NANOS) {
            burnMeasured(nanos);
        } else {
            burnRounds(nanos);
        }
        return measured ? 0 : seconds;
    }

    private void burnMeasured(long nanos) throws InterruptedException {
        long end = THREADS.getCurrentThreadCpuTime() + nanos;
        for (long left = nanos; left > 0; left = end - THREADS.getCurrentThreadCpuTime()) {
            burnBlock(left);
        }
    }

    private void burnRounds(long nanos) throws InterruptedException {
        for (long left = nanos; left > 0; left -= BLOCK_NANOS) {
            burnBlock(left);
        }
    }

    private void burnBlock(long left) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        spin(1 + (long) (Math.min(left, BLOCK_NANOS) * roundsPerNano));
    }

    private static boolean isReadable() {
        return READABLE && !Thread.currentThread().isVirtual();
    }

    /** Marsaglia's xorshift: each round needs the one before, and none can be left out. */
    private static void spin(long rounds) {
        long state = rounds;
        for (long i = 0; i < rounds; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
        }
        if (state == 0) {
            throw new AssertionError("xorshift never comes to 0");
        }
    }

    /** The rate of the machine, from the quickest of some trials: the others were disturbed or not yet compiled. */
    private static final class ThisMachine {

        static final CpuBurner BURNER = measured();

        private static double rate() {
            long began = now();
            long least = Long.MAX_VALUE;
            int since = 0;
            long elapsed = 0;
            while (elapsed < MOST_TRIAL_NANOS && (elapsed < LEAST_TRIAL_NANOS || since < SETTLED)) {
                long start = now();
                spin(TRIAL_ROUNDS);
                long end = now();
                since = end - start < least ? 0 : since + 1;
                least = Math.clamp(end - start, 1, least);
                elapsed = end - began;
            }
            return (double) TRIAL_ROUNDS / least;
        }

        private static long now() {
            return isReadable() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
        }
    }
}
