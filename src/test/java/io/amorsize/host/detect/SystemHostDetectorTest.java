package io.amorsize.host.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.host.HostSnapshot;
import io.amorsize.host.Provenance;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The detector over time")
class SystemHostDetectorTest {

    private static final String GROUP =
            "sys/fs/cgroup/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podabc.slice/cri-containerd-side.scope/";

    @TempDir
    Path directory;

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);
    private HostTree tree;

    @BeforeEach
    void machine() {
        tree = HostTree.copyOf("v2-host-view-sidecar", directory);
    }

    private void pass(long millis) {
        time.updateAndGet(now -> now.plusMillis(millis));
    }

    private SystemHostDetector detector(HostDetectionSettings settings) {
        return detector(settings, SystemHostDetector.machine(settings));
    }

    private SystemHostDetector detector(HostDetectionSettings settings, Machine machine) {
        return new SystemHostDetector(settings, time::get, machine, variable -> Optional.empty());
    }

    @Test
    void movingValuesAreReadAgainAfterTheInterval() {
        // Given
        SystemHostDetector detector = detector(tree.settings().build());
        HostSnapshot first = detector.current();
        tree.write(GROUP + "cpu.max", "25000 100000\n");

        // When the interval is not over yet, and when it is
        pass(1999);
        HostSnapshot early = detector.current();
        pass(1);
        HostSnapshot late = detector.current();

        // Then
        assertThat(early).isSameAs(first);
        assertThat(late.cpu().quotaCpus()).isEqualTo(OptionalDouble.of(0.25));
        assertThat(late.takenAt()).isEqualTo(Instant.EPOCH.plusSeconds(2));
    }

    @Test
    void aClockThatIsSetBackDoesNotFreezeTheSnapshot() {
        SystemHostDetector detector = detector(tree.settings().build());
        detector.current();
        tree.write(GROUP + "cpu.max", "25000 100000\n");

        pass(-3_600_000);

        assertThat(detector.current().cpu().quotaCpus()).isEqualTo(OptionalDouble.of(0.25));
    }

    @Test
    void throttlingIsTheShareOfPeriodsSinceThePreviousRefresh() {
        // Given
        tree.write(GROUP + "cpu.stat", "nr_periods 100\nnr_throttled 90\n");
        SystemHostDetector detector = detector(tree.settings().build());
        HostSnapshot first = detector.current();

        // When
        tree.write(GROUP + "cpu.stat", "nr_periods 140\nnr_throttled 100\n");
        pass(2000);
        HostSnapshot second = detector.current();
        pass(2000);
        HostSnapshot idle = detector.current();

        // Then
        assertThat(first.load().throttledRatio()).isEmpty();
        assertThat(second.load().throttledRatio()).isEqualTo(OptionalDouble.of(0.25));
        assertThat(second.provenance()).containsEntry("load.throttledRatio", Provenance.CGROUP_QUOTA);
        assertThat(idle.load().throttledRatio()).isEqualTo(OptionalDouble.of(0));
    }

    @Test
    void otherCpusAreTheBusyOnesLessOurOwn() {
        // Given two processors and, over 2 s, 150 + 130 busy ticks of 200 each, 100 of them ours
        tree.write("proc/stat", "cpu  0 0 0 0\ncpu0 1000 0 0 5000 0 0 0 0 0 0\ncpu1 1000 0 0 5000 0 0 0 0 0 0\n")
                .write("proc/self/stat", stat(500, 100));
        SystemHostDetector detector = detector(tree.settings().build());
        detector.current();

        // When
        tree.write(
                        "proc/stat",
                        "cpu  0 0 0 0\ncpu0 1100 10 20 5030 20 10 5 5 99 0\ncpu1 1130 0 0 5070 0 0 0 0 0 0\nintr 1\n")
                .write("proc/self/stat", stat(580, 120));
        pass(2000);
        HostSnapshot host = detector.current();

        // Then
        assertThat(host.load().cpuUtilization().orElseThrow()).isCloseTo(0.7, within(1e-9));
        assertThat(host.load().otherCpus().orElseThrow()).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void whatOthersDoOnForbiddenProcessorsTakesNothing() {
        // Given a process bound to processor 0 while processor 1 is busy
        tree.write("proc/self/status", "Cpus_allowed_list:\t0\n")
                .write("proc/stat", "cpu0 0 0 0 100 0 0 0 0\ncpu1 0 0 0 100 0 0 0 0\n")
                .write("proc/self/stat", stat(0, 0));
        SystemHostDetector detector = detector(tree.settings().build());
        detector.current();

        // When
        tree.write("proc/stat", "cpu0 20 0 0 280 0 0 0 0\ncpu1 200 0 0 100 0 0 0 0\n");
        pass(2000);
        HostSnapshot host = detector.current();

        // Then
        assertThat(host.load().otherCpus().orElseThrow()).isCloseTo(0.1, within(1e-9));
        assertThat(host.load().cpuUtilization().orElseThrow()).isCloseTo(0.55, within(1e-9));
    }

    private static String stat(long user, long system) {
        return "7 (a) ) b) S 1 7 7 0 -1 4194304 1 2 3 4 " + user + " " + system + " 0 0 20 0 1 0 1 1 1\n";
    }

    @Test
    void configuredValuesWin() {
        HostSnapshot host = tree.snapshot(settings -> settings.cpus(3.5).memoryBytes(300_000_000));

        assertThat(host.cpu().effectiveCpus()).isEqualTo(3.5);
        assertThat(host.cpu().quotaCpus()).isEqualTo(OptionalDouble.of(0.5));
        assertThat(host.memory().limitBytes()).isEqualTo(OptionalLong.of(300_000_000));
        assertThat(host.memory().usableBytes()).isEqualTo(OptionalLong.of(300_000_000));
        assertThat(host.provenance())
                .containsEntry("cpu.effectiveCpus", Provenance.CONFIGURED)
                .containsEntry("memory.limitBytes", Provenance.CONFIGURED)
                .containsEntry("memory.usableBytes", Provenance.CONFIGURED);
    }

    @Test
    void configuredValuesWinOverTheDownwardApi() {
        tree.write("pod/cpu_limit", "1500").write("pod/memory_limit", "536870912");

        HostSnapshot host = tree.snapshot(settings ->
                settings.downwardApi(tree.path("pod"), true, true).cpus(0.75).memoryBytes(200_000_000));

        assertThat(host.cpu().effectiveCpus()).isEqualTo(0.75);
        assertThat(host.memory().limitBytes()).isEqualTo(OptionalLong.of(200_000_000));
    }

    @Test
    void theDownwardApiWinsOverTheOwnGroupAndIsFollowed() {
        // Given a sidecar with 0.5 CPUs and 256 MiB beside a container with 1.5 CPUs and 512 MiB
        tree.write("pod/cpu_limit", "1500").write("pod/memory_limit", "536870912");
        SystemHostDetector detector = detector(
                tree.settings().downwardApi(tree.path("pod"), true, true).build());
        HostSnapshot before = detector.current();

        // When the pod is resized
        tree.write("pod/cpu_limit", "1250").write("pod/memory_limit", "402653184");
        pass(2000);
        HostSnapshot after = detector.current();

        // Then
        assertThat(before.cpu().quotaCpus()).isEqualTo(OptionalDouble.of(1.5));
        assertThat(before.cpu().effectiveCpus()).isEqualTo(1.5);
        assertThat(before.memory().limitBytes()).isEqualTo(OptionalLong.of(536870912));
        assertThat(before.memory().usedBytes()).isEmpty();
        assertThat(before.memory().usableBytes()).isEqualTo(OptionalLong.of(536870912));
        assertThat(before.provenance())
                .containsEntry("cpu.quotaCpus", Provenance.DOWNWARD_API)
                .containsEntry("cpu.effectiveCpus", Provenance.DOWNWARD_API)
                .containsEntry("memory.limitBytes", Provenance.DOWNWARD_API);
        assertThat(after.cpu().effectiveCpus()).isEqualTo(1.25);
        assertThat(after.memory().limitBytes()).isEqualTo(OptionalLong.of(402653184));
    }

    @Test
    void ownUseCountsWhereTheTargetIsThisContainer() {
        tree.write("pod/cpu_limit", "500").write("pod/memory_limit", "268435456");

        HostSnapshot host = tree.snapshot(settings -> settings.downwardApi(tree.path("pod"), true, true));

        assertThat(host.memory().usedBytes()).isEqualTo(OptionalLong.of(1585152));
        assertThat(host.memory().usableBytes()).isEqualTo(OptionalLong.of(268435456 - 1585152));
    }

    @Test
    void aTargetWithoutLimitsHasTheWholeNode() {
        // Given what Kubernetes writes without limits: the node's allocatable
        tree.write("pod/cpu_limit", "2000").write("pod/memory_limit", "2074648576");

        HostSnapshot host = tree.snapshot(settings -> settings.downwardApi(tree.path("pod"), false, false));

        assertThat(host.cpu().quotaCpus()).isEmpty();
        assertThat(host.cpu().effectiveCpus()).isEqualTo(2);
        assertThat(host.provenance()).containsEntry("cpu.effectiveCpus", Provenance.PROC);
        assertThat(host.memory().limitBytes()).isEmpty();
        assertThat(host.memory().usableBytes()).isEqualTo(host.memory().availableBytes());
        assertThat(host.unavailable())
                .containsEntry("cpu.quotaCpus", "The target container is configured as having no CPU limit.");
    }

    @Test
    void aDownwardFileThatCannotBeUsedLeavesDetection() {
        // Given whole CPUs, written because the divisor was forgotten, and no memory file
        tree.write("pod/cpu_limit", "2");

        HostSnapshot host = tree.snapshot(settings -> settings.downwardApi(tree.path("pod"), true, true));

        assertThat(host.cpu().effectiveCpus()).isEqualTo(0.5);
        assertThat(host.memory().limitBytes()).isEqualTo(OptionalLong.of(268435456));
        assertThat(host.unavailable().get("downwardApi.cpu_limit")).contains("divisor: 1m");
        assertThat(host.unavailable().get("downwardApi.memory_limit")).endsWith("does not exist.");
    }

    @Test
    @Timeout(120)
    void whoAsksDuringARefreshGetsThePreviousSnapshot() throws Exception {
        // Given a machine whose second reading takes until we say so
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger readings = new AtomicInteger();
        Machine slow = new FixedMachine() {
            @Override
            public Finding<MachineMemory> memory() {
                if (readings.incrementAndGet() == 2) {
                    reading.countDown();
                    await(go);
                }
                return super.memory();
            }
        };
        SystemHostDetector detector = detector(tree.settings().build(), slow);
        HostSnapshot first = detector.current();
        pass(2000);

        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<HostSnapshot> refresh = other.submit(detector::current);
            await(reading);

            // When
            HostSnapshot meanwhile = detector.current();
            go.countDown();

            // Then
            assertThat(meanwhile).isSameAs(first);
            assertThat(refresh.get(45, TimeUnit.SECONDS).takenAt()).isEqualTo(Instant.EPOCH.plusSeconds(2));
            assertThat(readings).hasValue(2);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(45, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aReaderThatFailsIsReportedNotThrown() {
        Machine broken = new FixedMachine() {
            @Override
            public Finding<MachineMemory> memory() {
                throw new NoClassDefFoundError("some/native/Thing");
            }
        };

        HostSnapshot host = detector(tree.settings().build(), broken).current();

        assertThat(host.cpu().effectiveCpus()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(host.unavailable().get("memory")).contains("some/native/Thing");
    }

    /** Tells nothing at all. */
    private static class FixedMachine implements Machine {
        @Override
        public Finding<Topology> topology() {
            return Finding.missing("none");
        }

        @Override
        public Finding<MachineMemory> memory() {
            return Finding.missing("none");
        }

        @Override
        public Finding<ProcessorTicks> ticks() {
            return Finding.missing("none");
        }

        @Override
        public Finding<Double> loadAverage1() {
            return Finding.missing("none");
        }
    }
}
