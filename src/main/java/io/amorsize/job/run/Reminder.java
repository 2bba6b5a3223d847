package io.amorsize.job.run;

import java.util.concurrent.TimeUnit;

/** Calls back when a time has come, for the earliest of those that were asked for. Safe for use by many threads. */
final class Reminder {

    /** Longer waits are the business of the threads of the partitions, which look around as often as that. */
    static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Services services;
    private final Runnable call;

    // Guarded by this.
    private long next = Long.MAX_VALUE;

    Reminder(Services services, Runnable call) {
        this.services = services;
        this.call = call;
    }

    /** Calls back after so many nanoseconds, unless that is long. */
    void in(long nanos) {
        if (nanos <= LONGEST_NANOS && isNext(services.nanoTime().getAsLong() + nanos)) {
            services.timer().schedule(this::remind, nanos);
        }
    }

    private synchronized boolean isNext(long at) {
        boolean earlier = next == Long.MAX_VALUE || at - next < 0;
        if (earlier) {
            next = at;
        }
        return earlier;
    }

    private void remind() {
        synchronized (this) {
            next = Long.MAX_VALUE;
        }
        call.run();
    }
}
