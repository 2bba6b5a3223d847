package io.amorsize.host.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.CpuInfo;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Topology from procfs and sysfs")
class ProcTopologyTest {

    private static final String CPUS = "sys/devices/system/cpu/";

    @TempDir
    Path directory;

    @Test
    void hybridProcessorWithCaches() {
        // Given two fast cores with two threads each and four slow cores with one
        HostTree tree = HostTree.empty(directory)
                .write(CPUS + "online", "0-7\n")
                .write("sys/devices/cpu_core/cpus", "0-3\n")
                .write("sys/devices/system/node/online", "0-1\n");
        for (int cpu = 0; cpu < 8; cpu++) {
            tree.write(CPUS + "cpu" + cpu + "/topology/core_id", (cpu < 4 ? cpu / 2 : cpu) + "\n")
                    .write(CPUS + "cpu" + cpu + "/topology/physical_package_id", "0\n");
        }
        tree.write(CPUS + "cpu0/cache/index0/level", "1\n")
                .write(CPUS + "cpu0/cache/index0/type", "Data\n")
                .write(CPUS + "cpu0/cache/index0/size", "48K\n")
                .write(CPUS + "cpu0/cache/index3/level", "3\n")
                .write(CPUS + "cpu0/cache/index3/type", "Unified\n")
                .write(CPUS + "cpu0/cache/index3/size", "30M\n");

        // When
        CpuInfo cpu = tree.snapshot().cpu();

        // Then
        assertThat(cpu.logicalProcessors()).isEqualTo(8);
        assertThat(cpu.physicalCores()).isEqualTo(OptionalInt.of(6));
        assertThat(cpu.threadsPerCore()).isEqualTo(OptionalInt.of(2));
        assertThat(cpu.performanceCores()).isEqualTo(OptionalInt.of(2));
        assertThat(cpu.efficiencyCores()).isEqualTo(OptionalInt.of(4));
        assertThat(cpu.numaNodes()).isEqualTo(OptionalInt.of(2));
        assertThat(cpu.l1dBytes()).isEqualTo(OptionalLong.of(48 * 1024));
        assertThat(cpu.l2Bytes()).isEmpty();
        assertThat(cpu.l3Bytes()).isEqualTo(OptionalLong.of(30 * 1024 * 1024));
    }

    @Test
    void coresByCapacity() {
        HostTree tree = HostTree.empty(directory).write(CPUS + "online", "0-3\n");
        for (int cpu = 0; cpu < 4; cpu++) {
            tree.write(CPUS + "cpu" + cpu + "/topology/core_id", cpu + "\n")
                    .write(CPUS + "cpu" + cpu + "/cpu_capacity", cpu == 0 ? "1024\n" : "400\n");
        }

        CpuInfo cpu = tree.snapshot().cpu();

        assertThat(cpu.performanceCores()).isEqualTo(OptionalInt.of(1));
        assertThat(cpu.efficiencyCores()).isEqualTo(OptionalInt.of(3));
    }

    @Test
    void coresThatAreKnownInPartAreNotKnown() {
        HostTree tree = HostTree.empty(directory)
                .write("proc/cpuinfo", "processor : 0\ncore id : 0\n\nprocessor : 1\nBogoMIPS : 50\n");

        CpuInfo cpu = tree.snapshot().cpu();

        assertThat(cpu.logicalProcessors()).isEqualTo(2);
        assertThat(cpu.physicalCores()).isEmpty();
    }

    @Test
    void sameCoreNumbersOnTwoSocketsAreDifferentCores() {
        HostTree tree = HostTree.empty(directory)
                .write(
                        "proc/cpuinfo",
                        "processor : 0\nphysical id : 0\ncore id : 0\n\nprocessor : 1\nphysical id : 1\ncore id : 0\n");

        CpuInfo cpu = tree.snapshot().cpu();

        assertThat(cpu.physicalCores()).isEqualTo(OptionalInt.of(2));
        assertThat(cpu.sockets()).isEqualTo(OptionalInt.of(2));
    }

    @Test
    void withoutCpuinfoTheTimeCountersListTheProcessors() {
        HostTree tree = HostTree.empty(directory)
                .write("proc/stat", "cpu  1 1 1 1 1\ncpu0 1 0 0 1 0 0\ncpu1 1 0 0 1 0 0\ncpu7 1 0 0 1 0 0\n");

        assertThat(tree.snapshot().cpu().logicalProcessors()).isEqualTo(3);
    }
}
