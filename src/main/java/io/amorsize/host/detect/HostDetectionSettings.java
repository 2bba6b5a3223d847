package io.amorsize.host.detect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How the host is detected, and what the operator states instead. A configured value wins over the Downward API, which
 * wins over detection. Immutable.
 *
 * @param procRoot where procfs is mounted; the hardware is read from this tree instead of the running machine unless it
 *     is {@code /proc}
 * @param sysRoot where sysfs is mounted
 * @param cpus CPUs that the work may use, fractional, above 0
 * @param memoryBytes memory that the work may use, above 0
 * @param downwardApiDirectory a Kubernetes {@code downwardAPI} volume with the files {@code cpu_limit} (millicores,
 *     {@code divisor: 1m}) and {@code memory_limit} (bytes), read again on every refresh
 * @param cpuLimited whether the container behind {@code cpu_limit} has a CPU limit: without one Kubernetes writes the
 *     node's allocatable CPUs into the file, which cannot be told from a limit
 * @param memoryLimited the same for {@code memory_limit}
 * @param refreshInterval age at which moving values are read again, not negative
 */
public record HostDetectionSettings(
        Path procRoot,
        Path sysRoot,
        OptionalDouble cpus,
        OptionalLong memoryBytes,
        Optional<Path> downwardApiDirectory,
        boolean cpuLimited,
        boolean memoryLimited,
        Duration refreshInterval) {

    private static final Path PROC = Path.of("/proc");
    private static final Path SYS = Path.of("/sys");

    /** @throws IllegalArgumentException if a configured quantity is outside the range its description gives */
    public HostDetectionSettings {
        if (cpus.isPresent() && !(cpus.getAsDouble() > 0 && cpus.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cpus must be a finite number above 0, was " + cpus.getAsDouble());
        }
        if (memoryBytes.isPresent() && memoryBytes.getAsLong() <= 0) {
            throw new IllegalArgumentException("memoryBytes must be above 0, was " + memoryBytes.getAsLong());
        }
        if (refreshInterval.isNegative()) {
            throw new IllegalArgumentException("refreshInterval must not be negative, was " + refreshInterval);
        }
    }

    /** Whether the trees are those of the running machine, so that OSHI may be asked about it. */
    boolean isRunningMachine() {
        return procRoot.equals(PROC) && sysRoot.equals(SYS);
    }
}
