package io.amorsize.host.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.HostSnapshot;
import io.amorsize.host.Provenance;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Limits in hierarchies made by hand")
class CgroupLimitsTest {

    private static final String GROUPS = "sys/fs/cgroup/";

    private static final String CPUINFO = """
            processor : 0
            physical id : 0
            core id : 0

            processor : 1
            physical id : 0
            core id : 1

            processor : 2
            physical id : 0
            core id : 0

            processor : 3
            physical id : 0
            core id : 1
            """;

    @TempDir
    Path directory;

    private HostTree tree;

    /** Four hardware threads on two cores, 1 GiB of memory, version 2, the process in /a/b. */
    @BeforeEach
    void machine() {
        tree = HostTree.empty(directory)
                .write("proc/cpuinfo", CPUINFO)
                .write(
                        "proc/meminfo",
                        "MemTotal: 1048576 kB\nMemAvailable: 524288 kB\nSwapTotal: 2048 kB\nSwapFree: 512 kB\n")
                .write("proc/self/status", "Cpus_allowed_list:\t0-3\n")
                .write("proc/self/cgroup", "0::/a/b\n")
                .write("proc/self/mountinfo", "30 29 0:23 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n")
                .write(GROUPS + "cgroup.controllers", "cpuset cpu io memory pids\n")
                .write(GROUPS + "a/b/cpu.max", "max 100000\n")
                .write(GROUPS + "a/b/memory.max", "max\n")
                .write(GROUPS + "a/b/memory.current", "1000\n");
    }

    @Test
    void withoutLimitsTheMachineIsTheLimit() {
        HostSnapshot host = tree.snapshot();

        assertThat(host.cpu().effectiveCpus()).isEqualTo(4);
        assertThat(host.cpu().quotaCpus()).isEmpty();
        assertThat(host.cpu().threadsPerCore()).isEqualTo(OptionalInt.of(2));
        assertThat(host.memory().limitBytes()).isEmpty();
        assertThat(host.memory().swapUsedBytes()).isEqualTo(OptionalLong.of(1536 * 1024));
        assertThat(host.container().detected()).isFalse();
    }

    @Test
    void theTightestAncestorSetsTheQuota() {
        tree.write(GROUPS + "cpu.max", "350000 100000\n")
                .write(GROUPS + "a/cpu.max", "25000 10000\n")
                .write(GROUPS + "a/b/cpu.max", "300000 100000\n");

        assertThat(tree.snapshot().cpu().quotaCpus()).isEqualTo(OptionalDouble.of(2.5));
    }

    @Test
    void aSiblingsQuotaIsNoneOfOurs() {
        tree.write(GROUPS + "a/sibling/cpu.max", "10000 100000\n");

        assertThat(tree.snapshot().cpu().quotaCpus()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "50000",
                "-1 100000",
                "0 100000",
                "50000 0",
                "50000 -5",
                "5e4 1e5",
                "99999999999999999999 0",
                "\0\0",
                "NaN NaN"
            })
    void aQuotaThatCannotBeReadIsNone(String content) {
        tree.write(GROUPS + "a/b/cpu.max", content);

        HostSnapshot host = tree.snapshot();

        assertThat(host.cpu().quotaCpus()).isEmpty();
        assertThat(host.cpu().effectiveCpus()).isEqualTo(4);
        assertThat(host.unavailable().get("cpu.quotaCpus")).endsWith("cpu.max holds no quota that can be used.");
    }

    @Test
    void aQuotaBeyondTheMachineDoesNotBind() {
        tree.write(GROUPS + "a/b/cpu.max", "99999999999999999999 100000\n");

        HostSnapshot host = tree.snapshot();

        assertThat(host.cpu().quotaCpus().orElseThrow()).isFinite().isGreaterThan(1e12);
        assertThat(host.cpu().effectiveCpus()).isEqualTo(4);
        assertThat(host.provenance()).containsEntry("cpu.effectiveCpus", Provenance.PROC);
    }

    @Test
    void directoriesInPlaceOfFilesAreNoLimits() {
        tree.delete(GROUPS + "a/b/cpu.max")
                .delete(GROUPS + "a/b/memory.max")
                .write(GROUPS + "a/b/cpu.max/x", "")
                .write(GROUPS + "a/b/memory.max/x", "");

        HostSnapshot host = tree.snapshot();

        assertThat(host.cpu().quotaCpus()).isEmpty();
        assertThat(host.memory().limitBytes()).isEmpty();
    }

    @Test
    void cpusetAndAffinityAreCutAndTheirCoresCounted() {
        // Given threads 0 and 2, both of core 0, by the cpuset, and 2 and 3 by the affinity
        tree.write(GROUPS + "a/b/cpuset.cpus.effective", "0,2\n")
                .write("proc/self/status", "Cpus_allowed_list:\t0,2-3\n");

        HostSnapshot host = tree.snapshot();

        assertThat(host.cpu().cpusetCpus()).isEqualTo(OptionalInt.of(2));
        assertThat(host.cpu().usableCores()).isEqualTo(OptionalInt.of(1));
        assertThat(host.cpu().effectiveCpus()).isEqualTo(2);
        assertThat(host.provenance()).containsEntry("cpu.effectiveCpus", Provenance.CPUSET);
    }

    @Test
    void processorsThatAreNotThereAreNotAllowed() {
        // Given a kernel that is prepared for 128 processors on a machine with 4
        tree.write("proc/self/status", "Cpus_allowed_list:\t0-127\n");

        HostSnapshot host = tree.snapshot();

        assertThat(host.cpu().cpusetCpus()).isEqualTo(OptionalInt.of(4));
        assertThat(host.cpu().effectiveCpus()).isEqualTo(4);
    }

    @Test
    void processorsThatAreNumberedOtherwiseAreCounted() {
        // Given a container whose procfs numbers its processors from 0, while its cpuset has the machine's numbers
        tree.write("proc/self/status", "Cpus_allowed_list:\t12-14\n");

        HostSnapshot host = tree.snapshot();

        assertThat(host.cpu().cpusetCpus()).isEqualTo(OptionalInt.of(3));
        assertThat(host.cpu().usableCores()).isEmpty();
        assertThat(host.cpu().effectiveCpus()).isEqualTo(3);
    }

    @Test
    void anEmptyCpusetInheritsFromTheParent() {
        tree.write(GROUPS + "a/cpuset.cpus.effective", "1-3\n").write(GROUPS + "a/b/cpuset.cpus.effective", "\n");

        assertThat(tree.snapshot().cpu().cpusetCpus()).isEqualTo(OptionalInt.of(3));
    }

    @Test
    void aCpusetThatContradictsTheAffinityYields() {
        tree.write(GROUPS + "a/b/cpuset.cpus.effective", "0-1\n")
                .write("proc/self/status", "Cpus_allowed_list:\t2-3\n");

        assertThat(tree.snapshot().cpu().cpusetCpus()).isEqualTo(OptionalInt.of(2));
    }

    @Test
    void reclaimablePageCacheIsNotUse() {
        tree.write(GROUPS + "a/b/memory.max", "100000000\n")
                .write(GROUPS + "a/b/memory.current", "60000000\n")
                .write(GROUPS + "a/b/memory.stat", "anon 1\ninactive_file 50000000\nactive_file 7\n");

        HostSnapshot host = tree.snapshot();

        assertThat(host.memory().usedBytes()).isEqualTo(OptionalLong.of(10_000_000));
        assertThat(host.memory().usableBytes()).isEqualTo(OptionalLong.of(90_000_000));
    }

    @Test
    void memoryHighBindsBelowMemoryMax() {
        tree.write(GROUPS + "a/b/memory.max", "200000000\n").write(GROUPS + "a/b/memory.high", "150000000\n");

        assertThat(tree.snapshot().memory().limitBytes()).isEqualTo(OptionalLong.of(150_000_000));
    }

    @Test
    void useIsThatOfTheGroupWhoseLimitBinds() {
        tree.write(GROUPS + "a/memory.max", "100000000\n")
                .write(GROUPS + "a/memory.current", "70000000\n")
                .write(GROUPS + "a/b/memory.max", "200000000\n");

        HostSnapshot host = tree.snapshot();

        assertThat(host.memory().limitBytes()).isEqualTo(OptionalLong.of(100_000_000));
        assertThat(host.memory().usedBytes()).isEqualTo(OptionalLong.of(70_000_000));
        assertThat(host.memory().usableBytes()).isEqualTo(OptionalLong.of(30_000_000));
    }

    @Test
    void aParentFilledByOthersLeavesLessThanTheOwnLimit() {
        tree.write(GROUPS + "a/memory.max", "300000000\n")
                .write(GROUPS + "a/memory.current", "290000000\n")
                .write(GROUPS + "a/b/memory.max", "200000000\n");

        HostSnapshot host = tree.snapshot();

        assertThat(host.memory().limitBytes()).isEqualTo(OptionalLong.of(200_000_000));
        assertThat(host.memory().usableBytes()).isEqualTo(OptionalLong.of(10_000_000));
    }

    @Test
    void noMoreIsUsableThanTheMachineHasLeft() {
        tree.write(GROUPS + "a/b/memory.max", "900000000\n");

        HostSnapshot host = tree.snapshot();

        assertThat(host.memory().usableBytes()).isEqualTo(OptionalLong.of(524288L * 1024));
        assertThat(host.provenance()).containsEntry("memory.usableBytes", Provenance.PROC);
    }

    @Test
    void useAboveTheLimitLeavesNothing() {
        tree.write(GROUPS + "a/b/memory.max", "500\n");

        assertThat(tree.snapshot().memory().usableBytes()).isEqualTo(OptionalLong.of(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "-5", "1e9", "18446744073709551615", "9223372036854710272", ""})
    void aMemoryLimitThatIsNoneIsNone(String content) {
        tree.write(GROUPS + "a/b/memory.max", content);

        assertThat(tree.snapshot().memory().limitBytes()).isEmpty();
    }

    @Test
    void version1TellsALimitAboveTheMount() {
        // Given a container that sees its own group only, without a limit, below a limited one
        tree.write("proc/self/cgroup", "4:memory:/pod/box\n")
                .write(
                        "proc/self/mountinfo",
                        "30 29 0:23 /pod/box /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n")
                .write(GROUPS + "memory/memory.limit_in_bytes", "9223372036854771712\n")
                .write(GROUPS + "memory/memory.usage_in_bytes", "3000000\n")
                .write(
                        GROUPS + "memory/memory.stat",
                        "inactive_file 1\nhierarchical_memory_limit 100000000\ntotal_inactive_file 1000000\n");

        HostSnapshot host = tree.snapshot();

        assertThat(host.memory().limitBytes()).isEqualTo(OptionalLong.of(100_000_000));
        assertThat(host.memory().usedBytes()).isEqualTo(OptionalLong.of(2_000_000));
    }

    @Test
    void theMountsRootIsStrippedFromThePath() {
        // Given a container that sees the group /pod at the mount point and runs in a group below it
        tree.write("proc/self/cgroup", "0::/pod/inner\n")
                .write("proc/self/mountinfo", "30 29 0:23 /pod /sys/fs/cgroup rw - cgroup2 cgroup rw\n")
                .write(GROUPS + "cpu.max", "200000 100000\n")
                .write(GROUPS + "inner/cpu.max", "125000 100000\n");

        assertThat(tree.snapshot().cpu().quotaCpus()).isEqualTo(OptionalDouble.of(1.25));
    }

    @Test
    void aMountFromOutsideTheNamespaceIsTakenAsItIs() {
        tree.write("proc/self/cgroup", "0::/a/b\n")
                .write("proc/self/mountinfo", "30 29 0:23 /../other /sys/fs/cgroup rw - cgroup2 cgroup rw\n")
                .write(GROUPS + "cpu.max", "125000 100000\n");

        assertThat(tree.snapshot().cpu().quotaCpus()).isEqualTo(OptionalDouble.of(1.25));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../../etc", "/pod/../../../etc", "/elsewhere", "/..", "/"})
    void aPathOutsideTheMountMeansTheMountItself(String path) {
        tree.write("proc/self/cgroup", "0::" + path + "\n")
                .write("proc/self/mountinfo", "30 29 0:23 /pod /sys/fs/cgroup rw - cgroup2 cgroup rw\n")
                .write(GROUPS + "cpu.max", "125000 100000\n")
                .write("sys/fs/etc/cpu.max", "1000 100000\n");

        assertThat(tree.snapshot().cpu().quotaCpus()).isEqualTo(OptionalDouble.of(1.25));
    }

    @Test
    void aMountWithoutControllersSetsNoLimits() {
        tree.write(GROUPS + "cgroup.controllers", "\n").write(GROUPS + "a/b/cpu.max", "50000 100000\n");

        HostSnapshot host = tree.snapshot();

        assertThat(host.container().cgroupVersion()).isEmpty();
        assertThat(host.unavailable())
                .containsEntry("cpu.quotaCpus", "No mounted cgroup hierarchy has the cpu controller.");
    }

    @Test
    void aVanishedGroupLeavesItsAncestors() {
        tree.write("proc/self/cgroup", "0::/a/b/gone/deep\n").write(GROUPS + "a/cpu.max", "150000 100000\n");

        assertThat(tree.snapshot().cpu().quotaCpus()).isEqualTo(OptionalDouble.of(1.5));
    }

    @Test
    @Timeout(60)
    void anythingInEveryFileIsSurvived() {
        String garbage = "\u0000\uFFFF - - cgroup2 \\000 999999999999999999999 : :: -1 \n".repeat(1000);
        for (String file : new String[] {
            "proc/cpuinfo",
            "proc/meminfo",
            "proc/loadavg",
            "proc/stat",
            "proc/self/stat",
            "proc/self/status",
            "proc/self/cgroup",
            "proc/self/mountinfo",
            "proc/pressure/cpu"
        }) {
            tree.write(file, garbage);
        }

        HostSnapshot host = tree.snapshot();

        assertThat(host.cpu().logicalProcessors())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(host.provenance()).containsEntry("cpu.logicalProcessors", Provenance.ASSUMED);
        assertThat(host.unavailable()).containsKeys("memory.totalBytes", "load.loadAverage1", "cpu.quotaCpus");
    }

    @Test
    void aNulInAMountPointIsSurvived() {
        tree.write("proc/self/mountinfo", "30 29 0:23 / /sys/fs/\\000 rw - cgroup2 cgroup rw\n");

        assertThat(tree.snapshot().cpu().quotaCpus()).isEmpty();
    }

    @Test
    void anEmptyTreeIsSurvived(@TempDir Path nothing) {
        HostSnapshot host = HostTree.empty(nothing).snapshot();

        assertThat(host.cpu().effectiveCpus()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(host.memory().usableBytes()).isEmpty();
        assertThat(host.unavailable().get("cpu.quotaCpus")).endsWith("cgroup does not exist.");
    }
}
