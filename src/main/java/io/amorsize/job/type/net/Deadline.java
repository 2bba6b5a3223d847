package io.amorsize.job.type.net;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A moment by which something must be over. Immutable. */
final class Deadline {

    private final LongSupplier nanos;
    private final long end;

    private Deadline(LongSupplier nanos, long end) {
        this.nanos = nanos;
        this.end = end;
    }

    /** @param nanos a clock with an arbitrary origin, in nanoseconds */
    static Deadline in(Duration time, LongSupplier nanos) {
        return new Deadline(nanos, nanos.getAsLong() + time.toNanos());
    }

    /** Time left, at least 0. */
    long remainingNanos() {
        return Math.max(0, end - nanos.getAsLong());
    }
}
