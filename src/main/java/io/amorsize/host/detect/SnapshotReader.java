package io.amorsize.host.detect;

import io.amorsize.host.CpuInfo;
import io.amorsize.host.HostSnapshot;
import io.amorsize.host.LoadInfo;
import io.amorsize.host.MemoryInfo;
import io.amorsize.host.OsInfo;
import io.amorsize.host.detect.CgroupCpu.CpuQuota;
import io.amorsize.host.detect.CgroupMemory.MemoryLimits;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes one snapshot after the other. Used by one thread at a time. */
final class SnapshotReader {

    private final HostDetectionSettings settings;
    private final Machine machine;
    private final ContainerSigns containerSigns;
    private final MemoryReader memoryReader;
    private final LoadReader loadReader;
    private final OsInfo os = VirtualMachine.os();
    private @Nullable Finding<Topology> topology;

    SnapshotReader(HostDetectionSettings settings, Machine machine, Function<String, Optional<String>> environment) {
        this.settings = settings;
        this.machine = machine;
        this.containerSigns = new ContainerSigns(root(settings), environment);
        this.memoryReader = new MemoryReader(settings);
        this.loadReader = new LoadReader(settings.procRoot());
    }

    /** A tree that was captured elsewhere has its marker files beside its procfs. */
    private static Path root(HostDetectionSettings settings) {
        Path parent = settings.procRoot().toAbsolutePath().getParent();
        return parent == null ? settings.procRoot() : parent;
    }

    HostSnapshot read(Instant now) {
        Notes notes = new Notes();
        Finding<Cgroups> cgroups = Cgroups.read(settings);
        Finding<CgroupLineage> cpuGroups = cgroups.then(found -> found.lineage("cpu"));
        Finding<CgroupLineage> memoryGroups = cgroups.then(found -> found.lineage("memory"));
        Finding<CpuQuota> quota = cpuGroups.then(CgroupCpu::quota);
        Finding<MemoryLimits> limits = memoryGroups.then(CgroupMemory::limits);
        Finding<Topology> processors = topology();
        Finding<CpuSet> allowed =
                AllowedCpus.read(settings, cgroups, processors.found().flatMap(Topology::online));
        CpuInfo cpu = new CpuReader(settings, processors).read(quota, allowed, notes);
        MemoryInfo memory = memoryReader.read(machine.memory(), limits, notes);
        LoadInfo load = loadReader.read(machine, cgroups, quota, allowed.found(), notes);
        OptionalInt version = cpuGroups
                .orElse(() -> memoryGroups)
                .found()
                .map(lineage -> OptionalInt.of(lineage.version()))
                .orElseGet(OptionalInt::empty);
        if (machine instanceof DegradingMachine degrading) {
            degrading.complaint().ifPresent(reason -> notes.absent("oshi", reason));
        }
        return new HostSnapshot(
                now,
                cpu,
                memory,
                load,
                containerSigns.read(cgroups, version, notes),
                VirtualMachine.jvm(),
                os,
                notes.provenance(),
                notes.unavailable());
    }

    private Finding<Topology> topology() {
        if (topology == null) {
            topology = machine.topology();
        }
        return topology;
    }
}
