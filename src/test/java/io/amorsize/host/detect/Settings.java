package io.amorsize.host.detect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Writes settings by what is special about them; the rest is a tree of which nothing is configured, refreshed every 2 s. */
final class Settings {

    private final Path procRoot;
    private final Path sysRoot;
    private OptionalDouble cpus = OptionalDouble.empty();
    private OptionalLong memoryBytes = OptionalLong.empty();
    private Optional<Path> downwardApiDirectory = Optional.empty();
    private boolean cpuLimited = true;
    private boolean memoryLimited = true;

    private Settings(Path procRoot, Path sysRoot) {
        this.procRoot = procRoot;
        this.sysRoot = sysRoot;
    }

    /** Trees that were captured, or made up. */
    static Settings ofTrees(Path procRoot, Path sysRoot) {
        return new Settings(procRoot, sysRoot);
    }

    static Settings ofTheRunningMachine() {
        return new Settings(Path.of("/proc"), Path.of("/sys"));
    }

    Settings cpus(double value) {
        cpus = OptionalDouble.of(value);
        return this;
    }

    Settings memoryBytes(long value) {
        memoryBytes = OptionalLong.of(value);
        return this;
    }

    Settings downwardApi(Path directory, boolean hasCpuLimit, boolean hasMemoryLimit) {
        downwardApiDirectory = Optional.of(directory);
        cpuLimited = hasCpuLimit;
        memoryLimited = hasMemoryLimit;
        return this;
    }

    HostDetectionSettings build() {
        return new HostDetectionSettings(
                procRoot,
                sysRoot,
                cpus,
                memoryBytes,
                downwardApiDirectory,
                cpuLimited,
                memoryLimited,
                Duration.ofSeconds(2));
    }
}
