package io.amorsize.api.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.amorsize.host.Calibration;
import io.amorsize.host.ContainerInfo;
import io.amorsize.host.CpuInfo;
import io.amorsize.host.HostSnapshot;
import io.amorsize.host.JvmInfo;
import io.amorsize.host.LoadInfo;
import io.amorsize.host.MemoryInfo;
import io.amorsize.host.OsInfo;
import io.amorsize.host.Provenance;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The machine on the wire. What is unknown is left out, and {@code unavailable} says why. */
@Schema(
        name = "Host",
        description = "The machine that the service runs on. What cannot be had is left out, never given as 0 or -1;"
                + " `unavailable` says why.")
record HostBody(
        @Schema(
                description = "When the moving values were read.",
                required = true,
                format = "date-time",
                examples = "2026-11-21T08:30:00.123Z")
        String takenAt,

        @Schema(required = true) CpuBody cpu,
        @Schema(required = true) MemoryBody memory,
        @Schema(required = true) LoadBody load,
        @Schema(required = true) ContainerBody container,
        @Schema(required = true) JvmBody jvm,
        @Schema(required = true) OsBody os,
        @Schema(required = true) CalibrationBody calibration,

        @Schema(
                description = "Where each value comes from, by dotted field name.",
                required = true,
                examples = "{\"cpu.effectiveCpus\": \"CGROUP_QUOTA\", \"memory.limitBytes\": \"CGROUP_MEMORY\"}")
        Map<String, Provenance> provenance,

        @Schema(
                description = "Why a value is left out, by dotted field name, in a sentence.",
                required = true,
                examples = "{\"load.pressure.cpuSome10\": \"This kernel has no pressure stall information.\"}")
        Map<String, String> unavailable) {

    /** Processors. */
    @Schema(name = "Cpu", description = "Processors of the machine, and the share of them that the service may use.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CpuBody(
            @Schema(description = "The processor's marketing name.", examples = "AMD EPYC 7763 64-Core Processor")
            @Nullable String model,

            @Schema(
                    description = "Hardware threads of the machine that are online.",
                    required = true,
                    minimum = "1",
                    examples = "16")
            int logicalProcessors,

            @Schema(description = "Cores of the machine.", minimum = "1", examples = "8") @Nullable Integer physicalCores,

            @Schema(description = "Hardware threads per core.", minimum = "1", examples = "2") @Nullable Integer threadsPerCore,

            @Schema(description = "Processor packages.", minimum = "1", examples = "1") @Nullable Integer sockets,

            @Schema(description = "NUMA nodes.", minimum = "1", examples = "1") @Nullable Integer numaNodes,

            @Schema(description = "Cores of the fastest class, on hybrid processors only.", examples = "6") @Nullable Integer performanceCores,

            @Schema(description = "Cores of the slower classes, on hybrid processors only.", examples = "8") @Nullable Integer efficiencyCores,

            @Schema(required = true) CachesBody caches,

            @Schema(description = "CPU quota of the cgroup, fractional; left out without a quota.", examples = "2.5")
            @Nullable Double quotaCpus,

            @Schema(
                    description = "Hardware threads that cpuset and affinity leave to the service.",
                    minimum = "1",
                    examples = "16")
            @Nullable Integer cpusetCpus,

            @Schema(description = "Cores that those hardware threads belong to.", minimum = "1", examples = "8")
            @Nullable Integer usableCores,

            @Schema(
                    description = "CPUs that may be used at once: the least of quota, cpuset and hardware threads;"
                            + " fractional.",
                    required = true,
                    examples = "2.5")
            double effectiveCpus) {

        static CpuBody of(CpuInfo cpu) {
            return new CpuBody(
                    cpu.model().orElse(null),
                    cpu.logicalProcessors(),
                    boxed(cpu.physicalCores()),
                    boxed(cpu.threadsPerCore()),
                    boxed(cpu.sockets()),
                    boxed(cpu.numaNodes()),
                    boxed(cpu.performanceCores()),
                    boxed(cpu.efficiencyCores()),
                    new CachesBody(boxed(cpu.l1dBytes()), boxed(cpu.l2Bytes()), boxed(cpu.l3Bytes())),
                    boxed(cpu.quotaCpus()),
                    boxed(cpu.cpusetCpus()),
                    boxed(cpu.usableCores()),
                    cpu.effectiveCpus());
        }
    }

    /** Caches. */
    @Schema(name = "Caches", description = "Sizes of the processor's caches in bytes.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CachesBody(
            @Schema(description = "Level-1 data cache of one core.", examples = "32768") @Nullable Long l1dBytes,

            @Schema(description = "Level-2 cache of one core.", examples = "524288") @Nullable Long l2Bytes,

            @Schema(description = "One level-3 cache.", examples = "33554432") @Nullable Long l3Bytes) {}

    /** Memory. */
    @Schema(
            name = "Memory",
            description = "Memory of the machine, and the share of it that the service may use, in bytes.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MemoryBody(
            @Schema(description = "Memory of the machine.", examples = "33554432000") @Nullable Long totalBytes,

            @Schema(description = "Memory of the machine that can be had without swapping.", examples = "21474836480")
            @Nullable Long availableBytes,

            @Schema(description = "The tightest limit that applies; left out without a limit.", examples = "4294967296")
            @Nullable Long limitBytes,

            @Schema(
                    description = "Use counted against that limit, without page cache that can be reclaimed; without a"
                            + " limit, the use of the machine.",
                    examples = "209715200")
            @Nullable Long usedBytes,

            @Schema(description = "What new work may take: limit minus use.", examples = "4085252096") @Nullable Long usableBytes,

            @Schema(description = "Swap of the machine.", examples = "0") @Nullable Long swapTotalBytes,

            @Schema(description = "Swap in use.", examples = "0") @Nullable Long swapUsedBytes) {

        static MemoryBody of(MemoryInfo memory) {
            return new MemoryBody(
                    boxed(memory.totalBytes()),
                    boxed(memory.availableBytes()),
                    boxed(memory.limitBytes()),
                    boxed(memory.usedBytes()),
                    boxed(memory.usableBytes()),
                    boxed(memory.swapTotalBytes()),
                    boxed(memory.swapUsedBytes()));
        }
    }

    /** Load. */
    @Schema(name = "Load", description = "How busy the machine is.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LoadBody(
            @Schema(
                    description = "Busy share of the machine's hardware threads over the last refresh.",
                    minimum = "0",
                    maximum = "1",
                    examples = "0.18")
            @Nullable Double cpuUtilization,

            @Schema(
                    description = "CPUs kept busy by other processes over the last refresh.",
                    minimum = "0",
                    examples = "0.4")
            @Nullable Double otherCpus,

            @Schema(description = "One-minute load average.", minimum = "0", examples = "1.2") @Nullable Double loadAverage1,

            @Schema(required = true) PressureBody pressure,

            @Schema(
                    description = "Share of the quota's periods in which the cgroup was throttled since the previous"
                            + " refresh.",
                    minimum = "0",
                    maximum = "1",
                    examples = "0.02")
            @Nullable Double throttledRatio) {

        static LoadBody of(LoadInfo load) {
            return new LoadBody(
                    boxed(load.cpuUtilization()),
                    boxed(load.otherCpus()),
                    boxed(load.loadAverage1()),
                    new PressureBody(boxed(load.cpuSome10()), boxed(load.memorySome10()), boxed(load.ioSome10())),
                    boxed(load.throttledRatio()));
        }
    }

    /** Pressure stall information. */
    @Schema(
            name = "Pressure",
            description = "Pressure stall information: share of the last 10 s in which some task waited, in percent.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PressureBody(
            @Schema(description = "For a CPU.", minimum = "0", maximum = "100", examples = "1.5") @Nullable Double cpuSome10,

            @Schema(description = "For memory.", minimum = "0", maximum = "100", examples = "0") @Nullable Double memorySome10,

            @Schema(description = "For I/O.", minimum = "0", maximum = "100", examples = "0.2") @Nullable Double ioSome10) {}

    /** Container. */
    @Schema(name = "Container", description = "Whether the service runs in a container.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ContainerBody(
            @Schema(description = "Whether signs of a container were found.", required = true)
            boolean detected,

            @Schema(
                    description = "Version of the cgroups that limit the service; left out where there are none.",
                    minimum = "1",
                    maximum = "2",
                    examples = "2")
            @Nullable Integer cgroupVersion,

            @Schema(description = "What runs the container.", examples = "kubernetes") @Nullable String orchestrator) {

        static ContainerBody of(ContainerInfo container) {
            return new ContainerBody(
                    container.detected(),
                    boxed(container.cgroupVersion()),
                    container.orchestrator().orElse(null));
        }
    }

    /** Virtual machine. */
    @Schema(name = "Jvm", description = "The virtual machine of the service.")
    record JvmBody(
            @Schema(required = true, description = "Version.", examples = "25.0.3+9")
            String version,

            @Schema(required = true, description = "Vendor.", examples = "Eclipse Adoptium")
            String vendor,

            @Schema(required = true, description = "CPUs as the JVM counts them: the quota rounded up.", examples = "3")
            int availableProcessors,

            @Schema(
                    required = true,
                    description = "The greatest heap that the JVM will use, in bytes.",
                    examples = "1073741824")
            long maxHeapBytes,

            @Schema(required = true, description = "Garbage collector.", examples = "G1")
            String garbageCollector) {

        static JvmBody of(JvmInfo jvm) {
            return new JvmBody(
                    jvm.version(), jvm.vendor(), jvm.availableProcessors(), jvm.maxHeapBytes(), jvm.garbageCollector());
        }
    }

    /** Operating system. */
    @Schema(name = "Os", description = "The operating system.")
    record OsBody(
            @Schema(required = true, description = "Name.", examples = "Linux")
            String name,

            @Schema(required = true, description = "Kernel or product version.", examples = "6.12.8")
            String version,

            @Schema(required = true, description = "Processor architecture.", examples = "amd64")
            String architecture) {

        static OsBody of(OsInfo os) {
            return new OsBody(os.name(), os.version(), os.architecture());
        }
    }

    static HostBody of(HostSnapshot snapshot, Calibration calibration) {
        Map<String, Provenance> provenance = new TreeMap<>(snapshot.provenance());
        provenance.putAll(CalibrationBody.provenance(calibration));
        return new HostBody(
                snapshot.takenAt().toString(),
                CpuBody.of(snapshot.cpu()),
                MemoryBody.of(snapshot.memory()),
                LoadBody.of(snapshot.load()),
                ContainerBody.of(snapshot.container()),
                JvmBody.of(snapshot.jvm()),
                OsBody.of(snapshot.os()),
                CalibrationBody.of(calibration),
                provenance,
                new TreeMap<>(snapshot.unavailable()));
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static @Nullable Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
