package io.amorsize.job.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.host.ContainerInfo;
import io.amorsize.host.CpuInfo;
import io.amorsize.host.HostSnapshot;
import io.amorsize.host.JvmInfo;
import io.amorsize.host.LoadInfo;
import io.amorsize.host.MemoryInfo;
import io.amorsize.host.OsInfo;
import io.amorsize.job.work.Allowance.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceGovernorTest {

    private static final int THREADS = 8;

    private final List<Cause> causes = new ArrayList<>();
    private final ResourceGovernor governor = new ResourceGovernor((before, now) -> causes.add(now.cause()));
    private Instant now = Instant.EPOCH;

    /** CPUs of the quota; as many as there are hardware threads for none. */
    private double cpus = THREADS;

    private HostSnapshot host(double others, double cpuPressure, double throttled, double memoryPressure, double free) {
        now = now.plusSeconds(1);
        OptionalInt unknown = OptionalInt.empty();
        OptionalLong none = OptionalLong.empty();
        return new HostSnapshot(
                now,
                new CpuInfo(
                        Optional.empty(),
                        THREADS,
                        unknown,
                        unknown,
                        unknown,
                        unknown,
                        unknown,
                        unknown,
                        none,
                        none,
                        none,
                        cpus < THREADS ? OptionalDouble.of(cpus) : OptionalDouble.empty(),
                        OptionalInt.of(THREADS),
                        unknown,
                        cpus),
                new MemoryInfo(
                        none, none, OptionalLong.of(1000), none, OptionalLong.of((long) (free * 1000)), none, none),
                new LoadInfo(
                        OptionalDouble.empty(),
                        known(others),
                        OptionalDouble.empty(),
                        known(cpuPressure),
                        known(memoryPressure),
                        OptionalDouble.empty(),
                        known(throttled)),
                new ContainerInfo(false, unknown, Optional.empty()),
                new JvmInfo("25", "any", 1, 1, "any"),
                new OsInfo("Linux", "6", "amd64"),
                Map.of(),
                Map.of());
    }

    private static OptionalDouble known(double value) {
        return value < 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private Allowance follow(int times, double others, double pressure, double throttled, double memory, double free) {
        for (int i = 0; i < times; i++) {
            governor.follow(host(others, pressure, throttled, memory, free), 0);
        }
        return governor.current();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, .5, 1, 1, NONE",
        // Our own workers use all CPUs: pressure without others.
        "0, 90, 0, 0, .5, 1, 1, NONE",
        // Others use next to nothing.
        "0.2, 90, 0, 0, .5, 1, 1, NONE",
        // Others use something, but nobody waits.
        "2, 5, 0, 0, .5, 1, 1, NONE",
        // Others get less than their half, and somebody waits.
        "2, 30, 0, 0, .5, .75, 1, CPU_PRESSURE",
        "2, -1, 0, 0, .5, .75, 1, CPU_PRESSURE",
        // Others have their half, and more.
        "3.9, 90, 0, 0, .5, 1, 1, NONE",
        "6, 90, 0, 0, .5, 1, 1, NONE",
        "8, 90, 0, 0, .5, 1, 1, NONE",
        "0, 0, .09, 0, .5, 1, 1, NONE",
        "0, 0, .10, 0, .5, .7, 1, CPU_THROTTLING",
        "0, 0, 0, 9, .5, 1, 1, NONE",
        "0, 0, 0, 10, .5, .7, .7, MEMORY_PRESSURE",
        "0, 0, 0, 0, .05, 1, 1, NONE",
        "0, 0, 0, 0, .04, .7, .7, LITTLE_MEMORY",
        "-1, -1, -1, -1, .5, 1, 1, NONE",
    })
    void whatShrinksAndWhatDoesNot(
            double others,
            double pressure,
            double throttled,
            double memory,
            double free,
            double cpuShare,
            double waitingShare,
            Cause cause) {
        Allowance next = follow(1, others, pressure, throttled, memory, free);

        assertThat(next.cpuShare()).isCloseTo(cpuShare, within(1e-9));
        assertThat(next.waitingShare()).isCloseTo(waitingShare, within(1e-9));
        assertThat(next.cause()).isEqualTo(cause);
        assertThat(causes).hasSize(cause == Cause.NONE ? 0 : 1);
    }

    @Test
    void ourOwnProcessesAreNotOthers() {
        governor.follow(host(3, 90, 0, 0, .5), 3);

        assertThat(governor.current()).isEqualTo(Allowance.FULL);
    }

    @Test
    void aDecreaseIsGivenTimeToShow() {
        assertThat(follow(3, 0, 0, .5, 0, .5).cpuShare()).isCloseTo(.7, within(1e-9));
        assertThat(follow(1, 0, 0, .5, 0, .5).cpuShare()).isCloseTo(.49, within(1e-9));
    }

    @Test
    void anAveragedReadingIsGivenLonger() {
        assertThat(follow(10, 0, 0, 0, 50, .5).cpuShare()).isCloseTo(.7, within(1e-9));
        assertThat(follow(1, 0, 0, 0, 50, .5).cpuShare()).isCloseTo(.49, within(1e-9));
    }

    @Test
    void itNeverStopsAltogether() {
        Allowance least = follow(1000, 8, 90, .9, 90, 0);

        assertThat(least.cpuShare()).isEqualTo(Allowance.LEAST);
        assertThat(least.of(new PoolLimits(2, 5))).isEqualTo(new PoolLimits(2 * Allowance.LEAST, 1));
    }

    @Test
    void itGrowsBackByStepsToAllOfIt() {
        follow(1, 0, 0, .5, 0, .5);

        assertThat(follow(2, 0, 90, 0, 0, .5).cpuShare()).isCloseTo(.7, within(1e-9));
        assertThat(follow(1, 0, 90, 0, 0, .5).cpuShare()).isCloseTo(.75, within(1e-9));
        assertThat(follow(10, 0, 90, 0, 0, .5).cpuShare()).isEqualTo(1);
        assertThat(causes).hasSize(7).endsWith(Cause.RECOVERY);
    }

    @ParameterizedTest
    @CsvSource({".05, 0, .5", "0, 5, .5", "0, 0, .07"})
    void betweenTheThresholdsNothingChanges(double throttled, double memory, double free) {
        follow(1, 0, 0, .5, 0, .5);

        assertThat(follow(60, 0, 0, throttled, memory, free).cpuShare()).isCloseTo(.7, within(1e-9));
    }

    @Test
    void aQuotaOfAFairShareIsUsedBesideAnyOthers() {
        cpus = 4;

        assertThat(follow(60, 3, 90, 0, 0, .5).cpuShare()).isEqualTo(1);
        assertThat(follow(60, 8, 90, 0, 0, .5).cpuShare()).isEqualTo(1);
    }

    /**
     * A machine whose scheduler gives each task that wants a CPU the same: each of our workers is one, and so is each
     * task of others.
     */
    @ParameterizedTest
    @CsvSource({"1, 7, 7", "2, 6, 6", "3, 5, 5", "4, 4, 4", "6, 4, 4", "8, 4, 4", "16, 2.6, 4", "100, .5, 4"})
    void besideOthersItSettlesAtWhatTheyLeaveOrAtAFairShare(
            int tasksOfOthers, double leastReceived, double leastWorkers) {
        Allowance allowance = Allowance.FULL;
        double fewest = THREADS;
        double received = THREADS;
        for (int second = 0; second < 300; second++) {
            double workers = Math.max(1, Math.floor(THREADS * allowance.cpuShare() + 1e-9));
            double tasks = workers + tasksOfOthers;
            double each = Math.min(1, THREADS / tasks);
            allowance = follow(1, tasksOfOthers * each, tasks > THREADS ? 90 : 5, 0, 0, .5);
            if (second >= 60) {
                fewest = Math.min(fewest, workers);
                received = Math.min(received, workers * each);
            }
        }

        assertThat(received).isGreaterThanOrEqualTo(leastReceived);
        assertThat(fewest).isGreaterThanOrEqualTo(leastWorkers);
    }

    @Test
    void whatOthersLeaveIsKept() {
        assertThat(follow(1, 1, 90, 0, 0, .5).cpuShare()).isCloseTo(7 / 8.0, within(1e-9));
    }

    @Test
    void thePlacesOfWaitingPiecesGrowBackWithMemoryEvenWhileOthersUseTheCpus() {
        follow(1, 0, 0, 0, 50, .5);

        assertThat(follow(20, 8, 90, 0, 0, .5).waitingShare()).isGreaterThan(.7);
    }
}
