package io.amorsize.host.calibrate;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The CPU time that one measurement may still spend, over all its threads. Every thread charges what
 * {@link ThreadMXBean} says it used; what cannot be read there (virtual threads, child processes) is charged at elapsed
 * time, which is no less as long as one of them runs at a time. Safe for use by many threads.
 */
final class CpuBudget {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final boolean readable = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    private final long limitNanos;
    private final AtomicLong spentNanos = new AtomicLong();

    CpuBudget(Duration limit) {
        limitNanos = limit.toNanos();
    }

    /** A running account of the calling thread; close it on the same thread. */
    Account openAccount() {
        return new Account(now());
    }

    void charge(long nanos) {
        spentNanos.addAndGet(Math.max(0, nanos));
    }

    /** Charges all that the calling thread has used since it was started; nothing where that cannot be read. */
    void chargeWholeThread() {
        if (readable) {
            charge(threads.getCurrentThreadCpuTime());
        }
    }

    /** Whether {@code nanos} more can be spent. */
    boolean allows(long nanos) {
        return spentNanos.get() + nanos <= limitNanos;
    }

    Duration spent() {
        return Duration.ofNanos(spentNanos.get());
    }

    private long now() {
        return readable ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** What one thread uses between opening and closing. */
    final class Account implements AutoCloseable {

        private long since;

        private Account(long since) {
            this.since = since;
        }

        /** Charges what was used since the opening or the last call. */
        void settle() {
            long now = now();
            charge(now - since);
            since = now;
        }

        @Override
        public void close() {
            settle();
        }
    }
}
