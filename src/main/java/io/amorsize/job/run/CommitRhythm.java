package io.amorsize.job.run;

import java.util.concurrent.TimeUnit;

/**
 * When outcomes are committed. A transaction costs about the same for one outcome as for many; so that a fiftieth of
 * the time at most is spent on them, the next one is begun when 49 times as much time has passed as the last one took,
 * or a tenth of a second. Many outcomes do not wait, nor do those that somebody waits for, nor those that come after a
 * while without any. Not safe for use by many threads.
 */
final class CommitRhythm {

    private static final int PAUSE_BY_DURATION = 49;
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Beside so many, what the transaction itself costs does not matter. */
    static final int MANY = 1_000;

    private long nextNanos;

    /** @param now nanoseconds of a clock that never goes back */
    CommitRhythm(long now) {
        this.nextNanos = now;
    }

    /** A transaction began and ended. */
    void committed(long begun, long ended) {
        nextNanos = ended + Math.min(LONGEST_NANOS, PAUSE_BY_DURATION * (ended - begun));
    }

    /**
     * How long those that wait should go on waiting for others; 0 if they should not.
     *
     * @param outcomes that wait
     * @param urgent whether somebody waits for them
     */
    long nanosLeft(long now, long outcomes, boolean urgent) {
        return urgent || outcomes >= MANY ? 0 : Math.max(0, nextNanos - now);
    }
}
