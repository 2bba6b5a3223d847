package io.amorsize.host.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.HostSnapshot;
import io.amorsize.host.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Trees captured inside real containers")
class CapturedTreesTest {

    private static final long KIB = 1024;

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # tree,                                version, quota, cpuset, cores, effective, source
            v1-container-0.5cpu-256Mi,              1,       0.5,   2,      2,     0.5,       CGROUP_QUOTA
            v1-container-1.5cpu-1Gi,                1,       1.5,   2,      2,     1.5,       CGROUP_QUOTA
            v1-container-nolimit,                   1,       ,      2,      2,     2,         PROC
            v1-container-cpuset1,                   1,       ,      1,      1,     1,         CPUSET
            v1-hybrid-cgroupns-host-0.5cpu,         1,       0.5,   2,      2,     0.5,       CGROUP_QUOTA
            v2-container-view-sidecar-0.5cpu-256Mi, 2,       0.5,   2,      2,     0.5,       CGROUP_QUOTA
            v2-container-view-main-1.5cpu-512Mi,    2,       1.5,   2,      2,     1.5,       CGROUP_QUOTA
            v2-container-view-nolimit,              2,       ,      2,      2,     2,         PROC
            v2-container-view-cpuset0,              2,       ,      1,      1,     1,         CPUSET
            v2-host-view-sidecar,                   2,       0.5,   2,      2,     0.5,       CGROUP_QUOTA
            """)
    void processors(
            String tree, int version, Double quota, int cpuset, int cores, double effective, Provenance source) {
        HostSnapshot host = HostTree.captured(tree).snapshot();

        assertThat(host.container().cgroupVersion()).isEqualTo(OptionalInt.of(version));
        assertThat(host.cpu().quotaCpus()).isEqualTo(quota == null ? OptionalDouble.empty() : OptionalDouble.of(quota));
        assertThat(host.cpu().cpusetCpus()).isEqualTo(OptionalInt.of(cpuset));
        assertThat(host.cpu().usableCores()).isEqualTo(OptionalInt.of(cores));
        assertThat(host.cpu().effectiveCpus()).isEqualTo(effective);
        assertThat(host.provenance()).containsEntry("cpu.effectiveCpus", source);
        assertThat(host.cpu().logicalProcessors()).isEqualTo(2);
        assertThat(host.cpu().physicalCores()).isEqualTo(OptionalInt.of(2));
        assertThat(host.cpu().threadsPerCore()).isEqualTo(OptionalInt.of(1));
        assertThat(host.cpu().sockets()).isEqualTo(OptionalInt.of(1));
        assertThat(host.cpu().model()).isEqualTo(Optional.of(version == 1 ? "AMD EPYC" : "QEMU TCG CPU version 2.5+"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # tree,                                limit,      used
            v1-container-0.5cpu-256Mi,              268435456,  5906432
            v1-container-1.5cpu-1Gi,                1073741824, 2674688
            v1-hybrid-cgroupns-host-0.5cpu,         268435456,  2134016
            v2-container-view-sidecar-0.5cpu-256Mi, 268435456,  3035136
            v2-container-view-main-1.5cpu-512Mi,    536870912,  1355776
            v2-host-view-sidecar,                   268435456,  1585152
            """)
    void limitedMemory(String tree, long limit, long used) {
        HostSnapshot host = HostTree.captured(tree).snapshot();

        assertThat(host.memory().limitBytes()).isEqualTo(OptionalLong.of(limit));
        assertThat(host.memory().usedBytes()).isEqualTo(OptionalLong.of(used));
        assertThat(host.memory().usableBytes()).isEqualTo(OptionalLong.of(limit - used));
        assertThat(host.provenance())
                .containsEntry("memory.limitBytes", Provenance.CGROUP_MEMORY)
                .containsEntry("memory.usedBytes", Provenance.CGROUP_MEMORY)
                .containsEntry("memory.usableBytes", Provenance.CGROUP_MEMORY)
                .containsEntry("memory.availableBytes", Provenance.PROC);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "v1-container-nolimit, 24684096, 23949548",
        "v1-container-cpuset1, 24684096, 23944284",
        "v2-container-view-nolimit, 2026024, 1844896",
        "v2-container-view-cpuset0, 2026024, 1835620"
    })
    void unlimitedMemory(String tree, long totalKib, long availableKib) {
        HostSnapshot host = HostTree.captured(tree).snapshot();

        assertThat(host.memory().totalBytes()).isEqualTo(OptionalLong.of(totalKib * KIB));
        assertThat(host.memory().availableBytes()).isEqualTo(OptionalLong.of(availableKib * KIB));
        assertThat(host.memory().limitBytes()).isEmpty();
        assertThat(host.memory().usedBytes()).isEqualTo(OptionalLong.of((totalKib - availableKib) * KIB));
        assertThat(host.memory().usableBytes()).isEqualTo(OptionalLong.of(availableKib * KIB));
        assertThat(host.memory().swapTotalBytes()).isEqualTo(OptionalLong.of(0));
        assertThat(host.unavailable())
                .containsEntry("memory.limitBytes", "No cgroup of this process sets a memory limit.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "v1-container-0.5cpu-256Mi, podman",
        "v1-container-cpuset1, podman",
        "v1-hybrid-cgroupns-host-0.5cpu, podman",
        "v2-container-view-nolimit, ",
        "v2-host-view-sidecar, kubernetes"
    })
    void container(String tree, String orchestrator) {
        HostSnapshot host = HostTree.captured(tree).snapshot();

        assertThat(host.container().detected()).isTrue();
        assertThat(host.container().orchestrator()).isEqualTo(Optional.ofNullable(orchestrator));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "v1-container-0.5cpu-256Mi, 66.06, PROC",
        "v2-container-view-sidecar-0.5cpu-256Mi, 36.74, CGROUP_PRESSURE",
        "v2-host-view-sidecar, 34.40, CGROUP_PRESSURE"
    })
    void pressureIsOfTheOwnGroupWhereTheKernelKeepsIt(String tree, double percent, Provenance source) {
        HostSnapshot host = HostTree.captured(tree).snapshot();

        assertThat(host.load().cpuSome10()).isEqualTo(OptionalDouble.of(percent));
        assertThat(host.provenance()).containsEntry("load.pressure.cpuSome10", source);
        assertThat(host.load().memorySome10()).isEqualTo(OptionalDouble.of(0));
    }

    @Test
    void loadAverage() {
        HostSnapshot host = HostTree.captured("v2-host-view-sidecar").snapshot();

        assertThat(host.load().loadAverage1()).isEqualTo(OptionalDouble.of(0.16));
        assertThat(host.load().cpuUtilization()).isEmpty();
        assertThat(host.unavailable())
                .containsEntry("load.cpuUtilization", "It takes two readings; this is the first.");
    }

    @Test
    void everyFieldHasASourceOrAReason() {
        HostSnapshot host = HostTree.captured("v1-container-0.5cpu-256Mi").snapshot();

        assertThat(host.provenance()).containsKeys("cpu.model", "cpu.quotaCpus", "load.loadAverage1");
        assertThat(host.unavailable()).containsKeys("cpu.caches.l3Bytes", "cpu.numaNodes", "load.throttledRatio");
        assertThat(host.provenance())
                .doesNotContainKeys(host.unavailable().keySet().toArray(new String[0]));
    }

    @Test
    void limitsOfAParentBindTheChildrenToo(@TempDir Path directory) throws Exception {
        // Given a container without limits of its own in a pod with 2 CPUs and 768 MiB
        HostTree tree = HostTree.copyOf("v2-host-view-sidecar", directory);
        String pod = "sys/fs/cgroup/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podabc.slice/";
        tree.write(pod + "cpu.max", "170000 100000\n")
                .write(pod + "cri-containerd-side.scope/cpu.max", "max 100000\n")
                .write(pod + "cri-containerd-side.scope/memory.max", "max\n");

        // When
        HostSnapshot host = tree.snapshot();

        // Then the pod's limits hold, and its use counts
        assertThat(Files.readString(tree.path(pod + "memory.current"))).startsWith("1675264");
        assertThat(host.cpu().quotaCpus()).isEqualTo(OptionalDouble.of(1.7));
        assertThat(host.cpu().effectiveCpus()).isEqualTo(1.7);
        assertThat(host.memory().limitBytes()).isEqualTo(OptionalLong.of(805306368));
        assertThat(host.memory().usedBytes()).isEqualTo(OptionalLong.of(1675264));
        assertThat(host.memory().usableBytes()).isEqualTo(OptionalLong.of(805306368 - 1675264));
    }

    @Test
    void hybridWithAnEmptyVersion2MountIsVersion1(@TempDir Path directory) {
        // Given a version 2 mount without controllers, whose files would say something else
        HostTree tree = HostTree.copyOf("v1-hybrid-cgroupns-host-0.5cpu", directory);
        appendMount(tree, "109 99 0:38 / /sys/fs/cgroup/unified ro,relatime - cgroup2 cgroup2 rw\n");
        tree.write("sys/fs/cgroup/unified/cgroup.controllers", "\n")
                .write("sys/fs/cgroup/unified/cpu.max", "10000 100000\n")
                .write("sys/fs/cgroup/unified/memory.max", "4096\n")
                .write("sys/fs/cgroup/unified/cpu.pressure", "some avg10=12.50 avg60=0.00 avg300=0.00 total=1\n");

        // When
        HostSnapshot host = tree.snapshot();

        // Then
        assertThat(host.container().cgroupVersion()).isEqualTo(OptionalInt.of(1));
        assertThat(host.cpu().quotaCpus()).isEqualTo(OptionalDouble.of(0.5));
        assertThat(host.memory().limitBytes()).isEqualTo(OptionalLong.of(268435456));
        assertThat(host.load().cpuSome10()).isEqualTo(OptionalDouble.of(12.5));
    }

    private static void appendMount(HostTree tree, String line) {
        String file = "proc/self/mountinfo";
        tree.write(file, KernelFile.read(tree.path(file)).found().orElseThrow() + "\n" + line);
    }
}
