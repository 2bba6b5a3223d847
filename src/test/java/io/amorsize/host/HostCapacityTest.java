package io.amorsize.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.Calibration.Reading;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a detected host offers")
class HostCapacityTest {

    @Test
    void theShareOfThisProcess() {
        // Given 4 of 16 hardware threads, on 2 of 8 cores, under a quota of 2.5
        HostSnapshot host =
                host(16, OptionalInt.of(8), OptionalDouble.of(2.5), OptionalInt.of(4), OptionalInt.of(2), 2.5);

        HostCapacity capacity = HostCapacity.of(host, calibration(Reading.measured(0.3, 0.01)));

        assertThat(capacity)
                .isEqualTo(new HostCapacity(
                        2.5, 2, 4, OptionalDouble.of(0.3), OptionalDouble.of(2.5), 0.75, OptionalLong.of(1000), 0.25));
    }

    @Test
    void aGainThatIsNotTrustedIsNotPassedOn() {
        HostSnapshot host = host(4, OptionalInt.of(2), OptionalDouble.empty(), OptionalInt.of(4), OptionalInt.of(2), 4);

        assertThat(HostCapacity.of(host, Calibration.priors()).smtGain()).isEmpty();
        assertThat(HostCapacity.of(host, calibration(Reading.mistrusted(0.56, 0.2, 0.5)))
                        .smtGain())
                .isEmpty();
        assertThat(HostCapacity.of(host, calibration(Reading.measured(1.04, 0.01)))
                        .smtGain())
                .isEqualTo(OptionalDouble.of(1));
    }

    @Test
    void unknownCoresCountAsOnePerHardwareThread() {
        HostSnapshot host =
                host(4, OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.empty(), 4);

        HostCapacity capacity = HostCapacity.of(host, Calibration.priors());

        assertThat(capacity.physicalCores()).isEqualTo(4);
        assertThat(capacity.logicalProcessors()).isEqualTo(4);
    }

    @Test
    void moreConfiguredCpusThanThereAreStandForALargerMachine() {
        HostSnapshot host =
                host(4, OptionalInt.of(2), OptionalDouble.empty(), OptionalInt.of(4), OptionalInt.of(2), 7.5);

        HostCapacity capacity = HostCapacity.of(host, Calibration.priors());

        assertThat(capacity.logicalProcessors()).isEqualTo(8);
        assertThat(capacity.physicalCores()).isEqualTo(4);
    }

    private static Calibration calibration(Reading smtGain) {
        Calibration priors = Calibration.priors();
        return new Calibration(
                Calibration.Status.MEASURED,
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                priors.dispatchSeconds(),
                priors.threadStartSeconds(),
                priors.virtualThreadStartSeconds(),
                priors.processStartSeconds(),
                priors.threadWaitSeconds(),
                priors.virtualThreadWaitSeconds(),
                priors.memoryBandwidth(),
                smtGain);
    }

    private static HostSnapshot host(
            int logical,
            OptionalInt cores,
            OptionalDouble quota,
            OptionalInt cpuset,
            OptionalInt usableCores,
            double effective) {
        CpuInfo cpu = new CpuInfo(
                Optional.empty(),
                logical,
                cores,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                quota,
                cpuset,
                usableCores,
                effective);
        MemoryInfo memory = new MemoryInfo(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(1000),
                OptionalLong.empty(),
                OptionalLong.empty());
        LoadInfo load = new LoadInfo(
                OptionalDouble.empty(),
                OptionalDouble.of(0.75),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(0.25));
        return new HostSnapshot(
                Instant.EPOCH,
                cpu,
                memory,
                load,
                new ContainerInfo(false, OptionalInt.empty(), Optional.empty()),
                new JvmInfo("25", "any", logical, 1, "G1"),
                new OsInfo("Linux", "6", "amd64"),
                Map.of(),
                Map.of());
    }
}
