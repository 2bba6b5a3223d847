package io.amorsize.job.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the present thread has spent, as far as the system tells: its CPU time, and the time it was ready to run and had
 * no CPU. The latter is what others, or too many workers, cost it; without it a busy machine makes items that compute
 * look like items that wait.
 */
final class ThreadClock {

    /** CPU time, time without a CPU while ready, time slices; the first two in nanoseconds (Linux, sched-stats.txt). */
    private static final Path SCHEDULER = Path.of("/proc/thread-self/schedstat");

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean CPU = THREADS.isCurrentThreadCpuTimeSupported();
    private static final boolean DELAY = Files.isReadable(SCHEDULER);

    /** Of a virtual thread: it has no times of its own. */
    static final Reading UNKNOWN = new Reading(Double.NaN, 0);

    private ThreadClock() {}

    /**
     * Times since the thread was started, to be subtracted from one another.
     *
     * @param cpuSeconds NaN where it is unknown
     * @param delaySeconds 0 where it is unknown
     */
    record Reading(double cpuSeconds, double delaySeconds) {}

    /**
     * Reads the clock of the present thread.
     *
     * @param exact whether the delay is worth some microseconds
     */
    static Reading read(boolean exact) {
        if (!CPU || Thread.currentThread().isVirtual()) {
            return UNKNOWN;
        }
        return new Reading(THREADS.getCurrentThreadCpuTime() / 1e9, DELAY && exact ? delaySeconds() : 0);
    }

    private static double delaySeconds() {
        try {
            String text = Files.readString(SCHEDULER, StandardCharsets.US_ASCII);
            int from = text.indexOf(' ') + 1;
            return Long.parseLong(text.substring(from, text.indexOf(' ', from))) / 1e9;
        } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException e) {
            return 0;
        }
    }
}
