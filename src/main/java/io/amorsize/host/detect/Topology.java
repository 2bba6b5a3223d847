package io.amorsize.host.detect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The processors of the machine.
 *
 * @param logicalProcessors hardware threads online, at least 1
 * @param online their numbers; empty where they have none
 * @param threads the hardware threads with their cores; empty where the cores are not known
 */
record Topology(
        Optional<String> model,
        int logicalProcessors,
        Optional<CpuSet> online,
        List<HardwareThread> threads,
        OptionalInt sockets,
        OptionalInt numaNodes,
        OptionalInt performanceCores,
        OptionalInt efficiencyCores,
        OptionalLong l1dBytes,
        OptionalLong l2Bytes,
        OptionalLong l3Bytes) {

    /**
     * One hardware thread.
     *
     * @param number the operating system's number
     * @param core a core of the machine
     */
    record HardwareThread(int number, Core core) {}

    /** A core, by the numbers that tell it from all others. */
    record Core(int socket, int number) {}

    Topology {
        threads = List.copyOf(threads);
    }

    OptionalInt physicalCores() {
        return threads.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of((int)
                        threads.stream().map(HardwareThread::core).distinct().count());
    }

    /** Of the core that has most: on hybrid processors the efficiency cores have one only. */
    OptionalInt threadsPerCore() {
        Collection<Long> counts = threads.stream()
                .collect(Collectors.groupingBy(HardwareThread::core, Collectors.counting()))
                .values();
        return counts.stream().mapToInt(Long::intValue).max();
    }

    /** Cores behind the given hardware threads; empty if none of them is known. */
    OptionalInt coresBehind(CpuSet allowed) {
        Map<Boolean, Long> cores = threads.stream()
                .collect(Collectors.partitioningBy(
                        thread -> allowed.contains(thread.number()),
                        Collectors.mapping(HardwareThread::core, Collectors.collectingAndThen(Collectors.toSet(), set ->
                                (long) set.size()))));
        int count = Math.toIntExact(cores.getOrDefault(true, 0L));
        return count > 0 ? OptionalInt.of(count) : OptionalInt.empty();
    }
}
