package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import io.amorsize.host.detect.Topology.Core;
import io.amorsize.host.detect.Topology.HardwareThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Reader of the processor topology: {@code /proc/cpuinfo}, completed and corrected by sysfs, which also knows
 * architectures whose cpuinfo tells no cores.
 */
final class ProcTopology {

    private static final int CACHES = 16;

    private ProcTopology() {}

    static Finding<Topology> read(Path procRoot, Path sysRoot) {
        Path cpuinfo = procRoot.resolve("cpuinfo");
        List<Map<String, String>> processors = processors(cpuinfo);
        Path cpus = sysRoot.resolve("devices").resolve("system").resolve("cpu");
        Optional<CpuSet> online = KernelFile.read(cpus.resolve("online"))
                .found()
                .flatMap(CpuSet::parse)
                .or(() -> CpuSet.of(processors.stream().flatMapToInt(ProcTopology::number)))
                .or(() -> ProcTicks.read(procRoot)
                        .found()
                        .flatMap(ticks ->
                                CpuSet.of(ticks.perProcessor().keySet().stream().mapToInt(Integer::intValue))));
        if (online.isEmpty()) {
            return Finding.missing("Neither " + cpuinfo + " nor " + cpus + " lists processors.");
        }
        CpuSet numbers = online.get();
        List<HardwareThread> threads = threads(numbers, processors, cpus);
        int sockets = (int) threads.stream()
                .map(thread -> thread.core().socket())
                .distinct()
                .count();
        HybridCores hybrid = HybridCores.read(sysRoot, threads);
        Path caches =
                cpus.resolve("cpu" + numbers.numbers().findFirst().orElse(0)).resolve("cache");
        return Finding.known(
                new Topology(
                        processors.stream()
                                .flatMap(processor -> Optional.ofNullable(processor.get("model name")).stream())
                                .findFirst(),
                        numbers.count(),
                        online,
                        threads,
                        sockets > 0 ? OptionalInt.of(sockets) : OptionalInt.empty(),
                        numaNodes(sysRoot),
                        hybrid.performanceCores(),
                        hybrid.efficiencyCores(),
                        cache(caches, 1, "Data"),
                        cache(caches, 2, "Unified"),
                        cache(caches, 3, "Unified")),
                Provenance.PROC);
    }

    /** One map of "key : value" per block of cpuinfo. */
    private static List<Map<String, String>> processors(Path cpuinfo) {
        List<Map<String, String>> processors = new ArrayList<>();
        for (String line : KernelFile.read(cpuinfo).found().orElse("").lines().toList()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String key = line.substring(0, colon).strip();
            if (key.equals("processor")) {
                processors.add(new HashMap<>());
            }
            if (!processors.isEmpty()) {
                String value = line.substring(colon + 1).strip();
                if (!value.isEmpty()) {
                    processors.getLast().put(key, value);
                }
            }
        }
        return processors;
    }

    private static IntStream number(Map<String, String> processor) {
        return field(processor, "processor").stream();
    }

    private static OptionalInt field(Map<String, String> processor, String key) {
        return asInt(KernelFile.number(processor.getOrDefault(key, "")));
    }

    private static OptionalInt asInt(OptionalLong number) {
        return number.isPresent() && number.getAsLong() <= Integer.MAX_VALUE
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    /** Empty unless the core of every thread is known: a part of the cores would be taken for all of them. */
    private static List<HardwareThread> threads(CpuSet numbers, List<Map<String, String>> processors, Path cpus) {
        Map<Integer, Core> told = new HashMap<>();
        for (Map<String, String> processor : processors) {
            OptionalInt core = field(processor, "core id");
            if (core.isPresent()) {
                number(processor)
                        .forEach(number -> told.put(
                                number, new Core(field(processor, "physical id").orElse(0), core.getAsInt())));
            }
        }
        List<HardwareThread> threads = new ArrayList<>();
        for (int number : numbers.numbers().toArray()) {
            Optional<Core> core = core(cpus.resolve("cpu" + number).resolve("topology"))
                    .or(() -> Optional.ofNullable(told.get(number)));
            if (core.isEmpty()) {
                return List.of();
            }
            threads.add(new HardwareThread(number, core.get()));
        }
        return threads;
    }

    private static Optional<Core> core(Path topology) {
        return sysNumber(topology.resolve("core_id"))
                .map(core -> new Core(
                        sysNumber(topology.resolve("physical_package_id")).orElse(0), core));
    }

    private static Optional<Integer> sysNumber(Path file) {
        return KernelFile.readNumber(file)
                .found()
                .filter(number -> number <= Integer.MAX_VALUE)
                .map(Long::intValue);
    }

    private static OptionalInt numaNodes(Path sysRoot) {
        Path online =
                sysRoot.resolve("devices").resolve("system").resolve("node").resolve("online");
        return KernelFile.read(online)
                .found()
                .flatMap(CpuSet::parse)
                .map(nodes -> OptionalInt.of(nodes.count()))
                .orElseGet(OptionalInt::empty);
    }

    private static OptionalLong cache(Path caches, long level, String type) {
        for (int i = 0; i < CACHES; i++) {
            Path cache = caches.resolve("index" + i);
            if (KernelFile.readNumber(cache.resolve("level"))
                            .found()
                            .filter(found -> found == level)
                            .isPresent()
                    && KernelFile.read(cache.resolve("type"))
                            .found()
                            .filter(type::equals)
                            .isPresent()) {
                return KernelFile.read(cache.resolve("size"))
                        .found()
                        .map(ProcTopology::size)
                        .orElseGet(OptionalLong::empty);
            }
        }
        return OptionalLong.empty();
    }

    /** Sizes read {@code 32K} or {@code 16M}. */
    private static OptionalLong size(String text) {
        long unit = switch (text.charAt(text.length() - 1)) {
            case 'K' -> 1L << 10;
            case 'M' -> 1L << 20;
            default -> 1;
        };
        OptionalLong number = KernelFile.number(unit == 1 ? text : text.substring(0, text.length() - 1));
        return number.isPresent() && number.getAsLong() > 0 && number.getAsLong() < Long.MAX_VALUE / unit
                ? OptionalLong.of(number.getAsLong() * unit)
                : OptionalLong.empty();
    }
}
