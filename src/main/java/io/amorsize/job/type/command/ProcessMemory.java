package io.amorsize.job.type.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a process and of those it has started: the largest resident set that each has had ({@code VmHWM} of
 * {@code /proc/PID/status}, see proc_pid_status(5)), 0 where the kernel does not tell. What they share counts for each.
 */
final class ProcessMemory {

    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s*(\\d+) kB$");
    private static final Pattern BLANK = Pattern.compile(" ");

    private ProcessMemory() {}

    /** Of a process and its descendants, in bytes. */
    static long peakBytes(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        return read(folder.resolve("status")).map(ProcessMemory::peak).orElse(0L)
                + read(folder.resolve("task").resolve(Long.toString(pid)).resolve("children")).stream()
                        .flatMap(BLANK::splitAsStream)
                        .filter(child -> !child.isBlank())
                        .mapToLong(child -> peakBytes(Long.parseLong(child)))
                        .sum();
    }

    private static long peak(String status) {
        Matcher matcher = PEAK.matcher(status);
        return matcher.find() ? 1024 * Long.parseLong(matcher.group(1)) : 0;
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
