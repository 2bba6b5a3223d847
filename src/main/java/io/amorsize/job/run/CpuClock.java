package io.amorsize.job.run;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** CPU time of the present thread, where it can be had: of platform threads, on most systems. */
final class CpuClock {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean SUPPORTED = THREADS.isCurrentThreadCpuTimeSupported();

    private CpuClock() {}

    /** CPU time of the present thread in seconds; NaN where it cannot be had. */
    static double seconds() {
        return SUPPORTED && !Thread.currentThread().isVirtual() ? THREADS.getCurrentThreadCpuTime() / 1e9 : Double.NaN;
    }
}
