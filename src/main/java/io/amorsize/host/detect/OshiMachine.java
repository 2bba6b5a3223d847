package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import io.amorsize.host.detect.ProcessorTicks.Ticks;
import io.amorsize.host.detect.Topology.Core;
import io.amorsize.host.detect.Topology.HardwareThread;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.LogicalProcessor;
import oshi.hardware.CentralProcessor.PhysicalProcessor;
import oshi.hardware.CentralProcessor.ProcessorCache;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;

/**
 * The running machine as OSHI sees it. OSHI loads native code, which a read-only or exotic system may refuse, and says
 * -1 or 0 for what it does not know: both become a {@link Finding.Missing} or an empty value here.
 */
final class OshiMachine implements Machine {

    private final Supplier<HardwareAbstractionLayer> source;

    /** The hardware layer keeps the topology it has read, so one is made for all readings. */
    private @Nullable HardwareAbstractionLayer hardware;

    OshiMachine() {
        this(() -> new SystemInfo().getHardware());
    }

    OshiMachine(Supplier<HardwareAbstractionLayer> source) {
        this.source = source;
    }

    private synchronized HardwareAbstractionLayer hardware() {
        if (hardware == null) {
            hardware = source.get();
        }
        return hardware;
    }

    @Override
    public Finding<Topology> topology() {
        return ask(hardware -> {
            CentralProcessor processor = hardware.getProcessor();
            List<LogicalProcessor> logical = processor.getLogicalProcessors();
            int count = Math.max(processor.getLogicalProcessorCount(), logical.size());
            if (count < 1) {
                return Finding.missing("OSHI found no processors.");
            }
            List<HardwareThread> threads = logical.stream()
                    .map(thread -> new HardwareThread(
                            thread.getProcessorNumber(),
                            new Core(thread.getPhysicalPackageNumber(), thread.getPhysicalProcessorNumber())))
                    .toList();
            HybridCores hybrid = hybrid(threads, processor.getPhysicalProcessors());
            List<ProcessorCache> caches = processor.getProcessorCaches();
            return Finding.known(
                    new Topology(
                            Optional.of(processor
                                            .getProcessorIdentifier()
                                            .getName()
                                            .strip())
                                    .filter(name -> !name.isEmpty()),
                            count,
                            CpuSet.of(threads.stream().mapToInt(HardwareThread::number)),
                            threads,
                            positive(processor.getPhysicalPackageCount()),
                            positive((int) logical.stream()
                                    .map(LogicalProcessor::getNumaNode)
                                    .distinct()
                                    .count()),
                            hybrid.performanceCores(),
                            hybrid.efficiencyCores(),
                            cache(caches, 1),
                            cache(caches, 2),
                            cache(caches, 3)),
                    Provenance.OSHI);
        });
    }

    private static OptionalInt positive(int count) {
        return count > 0 ? OptionalInt.of(count) : OptionalInt.empty();
    }

    private static HybridCores hybrid(List<HardwareThread> threads, List<PhysicalProcessor> cores) {
        int fastest =
                cores.stream().mapToInt(PhysicalProcessor::getEfficiency).max().orElse(0);
        Map<Core, Boolean> fast = new HashMap<>();
        cores.forEach(core -> fast.put(
                new Core(core.getPhysicalPackageNumber(), core.getPhysicalProcessorNumber()),
                core.getEfficiency() == fastest));
        return HybridCores.split(threads, thread -> fast.getOrDefault(thread.core(), true));
    }

    /** Hybrid processors have several sizes per level; the fast cores have the largest. */
    private static OptionalLong cache(List<ProcessorCache> caches, int level) {
        return caches.stream()
                .filter(cache -> cache.getLevel() == level && cache.getType() != ProcessorCache.Type.INSTRUCTION)
                .mapToLong(ProcessorCache::getCacheSize)
                .filter(bytes -> bytes > 0)
                .max();
    }

    @Override
    public Finding<MachineMemory> memory() {
        return ask(hardware -> {
            GlobalMemory memory = hardware.getMemory();
            long total = memory.getTotal();
            if (total <= 0) {
                return Finding.missing("OSHI found no memory.");
            }
            long available = memory.getAvailable();
            long swap = memory.getVirtualMemory().getSwapTotal();
            long swapUsed = memory.getVirtualMemory().getSwapUsed();
            return Finding.known(
                    new MachineMemory(
                            total,
                            available > 0 ? OptionalLong.of(Math.min(available, total)) : OptionalLong.empty(),
                            swap >= 0 ? OptionalLong.of(swap) : OptionalLong.empty(),
                            swap >= 0 && swapUsed >= 0 ? OptionalLong.of(swapUsed) : OptionalLong.empty()),
                    Provenance.OSHI);
        });
    }

    @Override
    public Finding<ProcessorTicks> ticks() {
        return ask(hardware -> {
            // One's own time first: it must never be ahead of the machine's.
            long own = ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .map(Duration::toMillis)
                    .orElse(0L);
            CentralProcessor processor = hardware.getProcessor();
            long[][] ticks = processor.getProcessorCpuLoadTicks();
            List<LogicalProcessor> logical = processor.getLogicalProcessors();
            Map<Integer, Ticks> perProcessor = new HashMap<>();
            for (int i = 0; i < ticks.length; i++) {
                long total = Arrays.stream(ticks[i]).sum();
                long idle = ticks[i][TickType.IDLE.getIndex()] + ticks[i][TickType.IOWAIT.getIndex()];
                perProcessor.put(
                        i < logical.size() ? logical.get(i).getProcessorNumber() : i, new Ticks(total - idle, total));
            }
            return perProcessor.isEmpty()
                    ? Finding.missing("OSHI counts no processor time.")
                    : Finding.known(new ProcessorTicks(perProcessor, own), Provenance.OSHI);
        });
    }

    @Override
    public Finding<Double> loadAverage1() {
        return ask(hardware -> {
            double[] averages = hardware.getProcessor().getSystemLoadAverage(1);
            return averages.length > 0 && averages[0] >= 0
                    ? Finding.known(averages[0], Provenance.OSHI)
                    : Finding.missing("This operating system has no load average.");
        });
    }

    private interface Question<T> {
        Finding<T> answer(HardwareAbstractionLayer hardware);
    }

    private <T> Finding<T> ask(Question<T> question) {
        try {
            return question.answer(hardware());
        } catch (RuntimeException | LinkageError e) {
            return Finding.missing("OSHI failed: " + e);
        }
    }
}
