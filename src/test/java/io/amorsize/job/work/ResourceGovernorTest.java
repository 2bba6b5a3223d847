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

    private final List<Cause> causes = new ArrayList<>();
    private final ResourceGovernor governor = new ResourceGovernor((before, now) -> causes.add(now.cause()));
    private Instant now = Instant.EPOCH;

    private HostSnapshot host(double others, double cpuPressure, double throttled, double memoryPressure, double free) {
        now = now.plusSeconds(1);
        OptionalInt unknown = OptionalInt.empty();
        OptionalLong none = OptionalLong.empty();
        return new HostSnapshot(
                now,
                new CpuInfo(
                        Optional.empty(),
                        8,
                        unknown,
                        unknown,
                        unknown,
                        unknown,
                        unknown,
                        unknown,
                        none,
                        none,
                        none,
                        OptionalDouble.of(4),
                        OptionalInt.of(8),
                        unknown,
                        4),
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
        // Others use what we do not.
        "4, 90, 0, 0, .5, 1, 1, NONE",
        "4.2, 90, 0, 0, .5, 1, 1, NONE",
        // Others use what is ours, but nobody waits.
        "6, 5, 0, 0, .5, 1, 1, NONE",
        "6, 30, 0, 0, .5, .7, 1, CPU_PRESSURE",
        "6, -1, 0, 0, .5, .7, 1, CPU_PRESSURE",
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
        governor.follow(host(6, 90, 0, 0, .5), 3);

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
    void besideOthersItSettlesAtWhatTheyLeave() {
        double least = 1;
        double most = 0;
        follow(20, 6, 40, 0, 0, .5);
        for (int i = 0; i < 120; i++) {
            double share = follow(1, 6, 40, 0, 0, .5).cpuShare();
            least = Math.min(least, share);
            most = Math.max(most, share);
        }

        // Others leave 2 of the 4 CPUs.
        assertThat(least).isBetween(.35, .5);
        assertThat(most - least).isLessThan(.2);
        assertThat(most).isLessThanOrEqualTo(.5625);
    }

    @Test
    void thePlacesOfWaitingPiecesGrowBackWithMemoryEvenWhileOthersUseTheCpus() {
        follow(1, 0, 0, 0, 50, .5);

        assertThat(follow(20, 8, 90, 0, 0, .5).waitingShare()).isGreaterThan(.7);
    }
}
