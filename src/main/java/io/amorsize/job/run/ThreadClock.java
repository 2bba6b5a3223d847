package io.amorsize.job.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the present thread has spent, as far as the system tells: its CPU time, and the time it was ready to run and had
 * no CPU. The latter is what others, or too many workers, cost it; without it a busy machine makes items that compute
 * look like items that wait. To read it takes about two microseconds.
 */
final class ThreadClock {

    /** CPU time, time without a CPU while ready, time slices; the first two in nanoseconds (Linux, sched-stats.txt). */
    private static final String SCHEDULER = "/proc/thread-self/schedstat";

    private static final int MOST_BYTES = 64;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean CPU = THREADS.isCurrentThreadCpuTimeSupported();

    /**
     * The file of the thread that opened it: to open it for each reading would take longer than to read it. Closed when
     * the thread has ended and is forgotten. No channel, which would be closed when the thread is interrupted.
     */
    private static final ThreadLocal<Optional<RandomAccessFile>> FILES = ThreadLocal.withInitial(ThreadClock::open);

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

    /** Reads the clock of the present thread. */
    static Reading read() {
        if (!CPU || Thread.currentThread().isVirtual()) {
            return UNKNOWN;
        }
        return new Reading(
                THREADS.getCurrentThreadCpuTime() / 1e9,
                FILES.get().map(ThreadClock::delaySeconds).orElse(0.0));
    }

    private static Optional<RandomAccessFile> open() {
        try {
            return Optional.of(new RandomAccessFile(SCHEDULER, "r"));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static double delaySeconds(RandomAccessFile file) {
        byte[] bytes = new byte[MOST_BYTES];
        try {
            file.seek(0);
            int length = Math.max(0, file.read(bytes));
            String text = new String(bytes, 0, length, StandardCharsets.US_ASCII);
            int from = text.indexOf(' ') + 1;
            return Long.parseLong(text.substring(from, text.indexOf(' ', from))) / 1e9;
        } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException e) {
            return 0;
        }
    }
}
