package io.amorsize.job.run;

import java.util.concurrent.TimeUnit;

/**
 * When outcomes are committed. A transaction costs about the same for one outcome as for many; so that a hundredth of
 * the time at most is spent on them, the next one is begun when 99 times as much time has passed as the last one took, or
 * a fifth of a second. Those that come after a while without any are often the first of a job that is over soon: they wait
 * for others four times as long as the last transaction took. Many outcomes do not wait, nor do those that somebody waits
 * for. Not safe for use by many threads.
 */
final class CommitRhythm {

    private static final int PAUSE_BY_DURATION = 99;
    private static final int PATIENCE_BY_DURATION = 4;
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Beside so many, what the transaction itself costs does not matter. */
    static final int MANY = 1_000;

    private long nextNanos;
    private long patienceNanos;

    /** @param now nanoseconds of a clock that never goes back */
    CommitRhythm(long now) {
        this.nextNanos = now;
    }

    /** A transaction began and ended. */
    void committed(long begun, long ended) {
        nextNanos = ended + bounded(PAUSE_BY_DURATION * (ended - begun));
        patienceNanos = bounded(PATIENCE_BY_DURATION * (ended - begun));
    }

    private static long bounded(long nanos) {
        return Math.min(LONGEST_NANOS, nanos);
    }

    /**
     * How long those that wait should go on waiting for others; 0 if they should not.
     *
     * @param since when the writer was ready for the first of them
     * @param outcomes that wait
     * @param urgent whether somebody waits for them
     */
    long nanosLeft(long now, long since, long outcomes, boolean urgent) {
        return urgent || outcomes >= MANY ? 0 : Math.max(0, Math.max(nextNanos - now, since + patienceNanos - now));
    }
}
