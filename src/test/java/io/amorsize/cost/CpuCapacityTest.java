package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.host.HostCapacity;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuCapacityTest {

    @ParameterizedTest(name = "quota={0}, n={1}")
    @CsvSource({"0.5, 1, 0.5", "0.5, 64, 0.5", "1.5, 1, 1", "1.5, 2, 1.5", "1.5, 64, 1.5"})
    void aQuotaBoundsAManyThreadedMachine(double quota, int n, double expected) {
        // Given
        CpuCapacity capacity = new CpuCapacity(quota, 32, 64, 0, false, Double.POSITIVE_INFINITY);

        // Then
        assertThat(capacity.of(n, 0.6)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest(name = "n={0}")
    @CsvSource({"1, 1", "8, 8", "12, 10.4", "16, 12.8", "40, 12.8"})
    void coresFillBeforeSecondHardwareThreads(int n, double expected) {
        // Given
        CpuCapacity capacity = new CpuCapacity(16, 8, 16, 0, false, Double.POSITIVE_INFINITY);

        // Then
        assertThat(capacity.of(n, 0.6)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aQuotaAboveTheCoresIsPartlySpentOnSecondHardwareThreads() {
        // Given
        CpuCapacity capacity = new CpuCapacity(12, 8, 16, 0, false, Double.POSITIVE_INFINITY);

        // Then
        assertThat(capacity.of(16, 0.5)).isCloseTo(10, within(1e-12));
    }

    @ParameterizedTest(name = "n={0} against {1} others")
    @CsvSource({"2, 2, 2", "4, 4, 2", "12, 4, 3", "4, 12, 1", "1, 3, 1"})
    void busyOthersTakeTheirFairShare(int n, double others, double expected) {
        // Given
        CpuCapacity capacity = new CpuCapacity(4, 4, 4, others, false, Double.POSITIVE_INFINITY);

        // Then
        assertThat(capacity.of(n, 0.6)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest(name = "n={0}")
    @ValueSource(ints = {1, 2, 64})
    void anInterpreterLockAllowsOneCpu(int n) {
        assertThat(new CpuCapacity(64, 32, 64, 0, true, Double.POSITIVE_INFINITY).of(n, 1))
                .isEqualTo(1);
        assertThat(new CpuCapacity(0.5, 32, 64, 0, true, Double.POSITIVE_INFINITY).of(n, 1))
                .isEqualTo(0.5);
        assertThat(new CpuCapacity(64, 32, 64, 0, true, Double.POSITIVE_INFINITY).usableThreads())
                .isEqualTo(1);
    }

    @Test
    void isMonotonicInWorkersAndNeverAboveTheEffectiveCpus() {
        for (double effective : new double[] {0.5, 1, 1.5, 7.3, 16, 40, 64}) {
            for (double others : new double[] {0, 0.7, 5, 100}) {
                for (double gain : new double[] {0, 0.56, 1}) {
                    CpuCapacity capacity = new CpuCapacity(effective, 32, 64, others, false, Double.POSITIVE_INFINITY);
                    double before = 0;
                    for (int n = 1; n <= 200; n++) {
                        double cpus = capacity.of(n, gain);
                        assertThat(cpus)
                                .as("%s at n=%d, gain=%s", capacity, n, gain)
                                .isBetween(before, Math.min(n, effective) + 1e-12);
                        before = cpus - 1e-12;
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "reserved={0}")
    @CsvSource({"0, 8, 8", "2, 6, 6", "2.5, 5.5, 6", "7.9, 0.1, 1", "8, 0.01, 1", "100, 0.01, 1"})
    void reservedCpusAreLeftToOthersButNeverAllOfThem(double reserved, double cpus, int usable) {
        // When
        CpuCapacity capacity = CpuCapacity.of(HostCapacity.ofCores(8), reserved, false);

        // Then
        assertThat(capacity.of(64, 0.6)).isCloseTo(cpus, within(1e-12));
        assertThat(capacity.usableThreads()).isEqualTo(usable);
    }

    @Test
    void takesTheMachineAsItIs() {
        // Given
        HostCapacity host = new HostCapacity(
                1.5, 32, 64, OptionalDouble.empty(), OptionalDouble.of(1.5), 3, OptionalLong.empty(), 0);

        // When
        CpuCapacity capacity = CpuCapacity.of(host, 0, true);

        // Then
        assertThat(capacity).isEqualTo(new CpuCapacity(1.5, 32, 64, 3, true, Double.POSITIVE_INFINITY));
    }
}
