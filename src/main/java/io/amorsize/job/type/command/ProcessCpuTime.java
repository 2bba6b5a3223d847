package io.amorsize.job.type.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * CPU time of a process, with that of children it has waited for. On Linux, the kernel counts it in nanoseconds for
 * each living thread ({@code /proc/PID/task/TID/schedstat}) and in hundredths of a second, rounded down, for the whole
 * process and for its children ({@code /proc/PID/stat}, see proc(5)); each is at most the truth, so the greater one is
 * taken. Elsewhere, it is what the JDK says. For use by one thread at a time.
 */
final class ProcessCpuTime {

    /** USER_HZ, the same on all common processors. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Places of utime, stime, cutime and cstime among the fields after the name of the program. */
    private static final int UTIME = 11;

    private final ProcessHandle process;
    private final Path folder;
    private long knownNanos;
    private long takenNanos;

    private ProcessCpuTime(ProcessHandle process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    static ProcessCpuTime of(ProcessHandle process) {
        return new ProcessCpuTime(process, Path.of("/proc", Long.toString(process.pid())));
    }

    /** CPU time that was used since the last call, in seconds, at least 0. Of a dead process nothing can be learned. */
    double takeSeconds() {
        knownNanos = Math.max(knownNanos, nanos());
        long nanos = knownNanos - takenNanos;
        takenNanos = knownNanos;
        return nanos / 1e9;
    }

    private long nanos() {
        try {
            String stat = Files.readString(folder.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long own = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1]);
            long children = Long.parseLong(fields[UTIME + 2]) + Long.parseLong(fields[UTIME + 3]);
            return Math.max(own * NANOS_PER_TICK, nanosOfThreads()) + children * NANOS_PER_TICK;
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
        }
    }

    private long nanosOfThreads() throws IOException {
        try (Stream<Path> threads = Files.list(folder.resolve("task"))) {
            return threads.mapToLong(ProcessCpuTime::nanosOfThread).sum();
        }
    }

    /** 0 for a thread that has just ended, and where the kernel does not count. */
    private static long nanosOfThread(Path thread) {
        try {
            String counts = Files.readString(thread.resolve("schedstat"));
            return Long.parseLong(counts.substring(0, counts.indexOf(' ')));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return 0;
        }
    }
}
