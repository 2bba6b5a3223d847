package io.amorsize.job.run;

import java.util.concurrent.TimeUnit;

/** Counts the threads that work on partitions of a job on this replica. Safe for use by many threads. */
final class Attendance {

    /** What was learnt of a job is kept for so long when it holds no partition. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    // Guarded by this.
    private int present;
    private long emptySince;

    /** @param now nanoseconds of a clock that never goes back */
    Attendance(long now) {
        this.emptySince = now;
    }

    synchronized void enter() {
        present++;
    }

    /** One has left; whether it was the last. */
    synchronized boolean leave(long now) {
        emptySince = now;
        return --present == 0;
    }

    synchronized boolean isEmpty() {
        return present == 0;
    }

    /** Whether nobody has been there for a while. */
    synchronized boolean isIdle(long now) {
        return present == 0 && now - emptySince > IDLE_NANOS;
    }
}
