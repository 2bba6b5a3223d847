package io.amorsize.host.detect;

import io.amorsize.host.detect.Topology.HardwareThread;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The two kinds of cores of a hybrid processor, both empty for any other.
 *
 * @param performanceCores cores of the fastest class
 * @param efficiencyCores cores of all other classes
 */
record HybridCores(OptionalInt performanceCores, OptionalInt efficiencyCores) {

    private static final HybridCores NONE = new HybridCores(OptionalInt.empty(), OptionalInt.empty());

    /** x86 lists the fast threads under {@code cpu_core}; other architectures give each thread a capacity. */
    static HybridCores read(Path sysRoot, List<HardwareThread> threads) {
        Path devices = sysRoot.resolve("devices");
        Optional<CpuSet> fast = KernelFile.read(devices.resolve("cpu_core").resolve("cpus"))
                .found()
                .flatMap(CpuSet::parse)
                .or(() -> fastestByCapacity(devices.resolve("system").resolve("cpu"), threads));
        return fast.map(set -> split(threads, thread -> set.contains(thread.number())))
                .orElse(NONE);
    }

    /** The split by an opinion on each thread. */
    static HybridCores split(List<HardwareThread> threads, Predicate<HardwareThread> isFast) {
        int performance = cores(threads, isFast);
        int efficiency = cores(threads, isFast.negate());
        return performance > 0 && efficiency > 0
                ? new HybridCores(OptionalInt.of(performance), OptionalInt.of(efficiency))
                : NONE;
    }

    private static int cores(List<HardwareThread> threads, Predicate<HardwareThread> which) {
        return (int) threads.stream()
                .filter(which)
                .map(HardwareThread::core)
                .distinct()
                .count();
    }

    private static Optional<CpuSet> fastestByCapacity(Path cpus, List<HardwareThread> threads) {
        Map<Integer, Long> capacities = new HashMap<>();
        for (HardwareThread thread : threads) {
            KernelFile.readNumber(cpus.resolve("cpu" + thread.number()).resolve("cpu_capacity"))
                    .found()
                    .ifPresent(capacity -> capacities.put(thread.number(), capacity));
        }
        long greatest =
                capacities.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return CpuSet.of(capacities.entrySet().stream()
                .filter(entry -> entry.getValue() == greatest)
                .mapToInt(Map.Entry::getKey));
    }
}
