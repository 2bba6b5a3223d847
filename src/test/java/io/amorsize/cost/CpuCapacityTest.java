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
        CpuCapacity capacity = new CpuCapacity(quota, 32, 64, 0, false, Double.POSITIVE_INFINITY, false);

        // Then
        assertThat(capacity.of(n, 0.6)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest(name = "n={0}")
    @CsvSource({"1, 1", "8, 8", "12, 10.4", "16, 12.8", "40, 12.8"})
    void coresFillBeforeSecondHardwareThreads(int n, double expected) {
        // Given
        CpuCapacity capacity = new CpuCapacity(16, 8, 16, 0, false, Double.POSITIVE_INFINITY, false);

        // Then
        assertThat(capacity.of(n, 0.6)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aQuotaAboveTheCoresIsPartlySpentOnSecondHardwareThreads() {
        // Given
        CpuCapacity capacity = new CpuCapacity(12, 8, 16, 0, false, Double.POSITIVE_INFINITY, false);

        // Then
        assertThat(capacity.of(16, 0.5)).isCloseTo(10, within(1e-12));
    }

    @ParameterizedTest(name = "n={0} against {1} others")
    @CsvSource({"2, 2, 2", "4, 4, 2", "12, 4, 3", "4, 12, 1", "1, 3, 1"})
    void busyOthersTakeTheirFairShare(int n, double others, double expected) {
        // Given
        CpuCapacity capacity = new CpuCapacity(4, 4, 4, others, false, Double.POSITIVE_INFINITY, false);

        // Then
        assertThat(capacity.of(n, 0.6)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest(name = "n={0} against {1} others")
    @CsvSource({"1, 0, 1", "4, 0, 4", "2, 2, 2", "4, 2, 2", "4, 3, 1", "4, 12, 0.31"})
    void aBriefRunHasOnlyTheCpusThatNobodyUses(int n, double others, double expected) {
        CpuCapacity capacity = new CpuCapacity(4, 4, 4, others, false, Double.POSITIVE_INFINITY, true);

        assertThat(capacity.of(n, 0.6)).isCloseTo(expected, within(0.003));
    }

    @ParameterizedTest(name = "n={0}")
    @ValueSource(ints = {1, 2, 64})
    void anInterpreterLockAllowsOneCpu(int n) {
        assertThat(new CpuCapacity(64, 32, 64, 0, true, Double.POSITIVE_INFINITY, false).of(n, 1))
                .isEqualTo(1);
        assertThat(new CpuCapacity(0.5, 32, 64, 0, true, Double.POSITIVE_INFINITY, false).of(n, 1))
                .isEqualTo(0.5);
        assertThat(new CpuCapacity(64, 32, 64, 0, true, Double.POSITIVE_INFINITY, false).usableThreads())
                .isEqualTo(1);
    }

    @Test
    void isMonotonicInWorkersAndNeverAboveTheEffectiveCpus() {
        for (double effective : new double[] {0.5, 1, 1.5, 7.3, 16, 40, 64}) {
            for (double others : new double[] {0, 0.7, 5, 100}) {
                for (double gain : new double[] {0, 0.56, 1}) {
                    CpuCapacity capacity =
                            new CpuCapacity(effective, 32, 64, others, false, Double.POSITIVE_INFINITY, false);
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
        assertThat(capacity).isEqualTo(new CpuCapacity(1.5, 32, 64, 3, true, Double.POSITIVE_INFINITY, false));
    }

    private static HostCapacity underQuota(double quota, double others, double throttled) {
        return new HostCapacity(
                quota, 8, 8, OptionalDouble.empty(), OptionalDouble.of(quota), others, OptionalLong.empty(), throttled);
    }

    private static CpuCapacity forRunOf(double cpuSeconds, HostCapacity host) {
        return CpuCapacity.of(host, 0, false).forRunOf(cpuSeconds, host);
    }

    @Test
    void aRunWithinOneBudgetHasTheWholeMachine() {
        // Given two CPUs' budget, which is 0.2 s in each period
        CpuCapacity capacity = forRunOf(0.1, underQuota(2, 0, 0));

        // Then
        assertThat(capacity.budgets()).isCloseTo(0.5, within(1e-12));
        assertThat(capacity.of(8, 0.6)).isCloseTo(8, within(1e-9));
        assertThat(capacity.of(4, 0.6)).isCloseTo(4, within(1e-9));
        assertThat(capacity.usableThreads()).isEqualTo(8);
        assertThat(capacity.heldSeconds(8)).isZero();
    }

    @Test
    void moreWorkNeverGetsMoreCpuAndLongRunsGetTheQuotaFromAbove() {
        HostCapacity host = underQuota(2, 0, 0);
        for (int n : new int[] {1, 2, 3, 4, 8, 64}) {
            double before = Double.POSITIVE_INFINITY;
            for (double seconds = 1e-3; seconds < 1e6; seconds *= 1.3) {
                double cpus = forRunOf(seconds, host).of(n, 0.6);
                assertThat(cpus)
                        .as("n=%d, %s s", n, seconds)
                        .isBetween(Math.min(n, 2.0) - 1e-12, Math.min(n, 8.0) + 1e-12)
                        .isLessThanOrEqualTo(before);
                before = cpus + 1e-12;
            }
            assertThat(before).isCloseTo(Math.min(n, 2), within(1e-4));
        }
    }

    /** 8 threads spend 2 CPUs' budget in a quarter of a period, and stand still for the rest. */
    @Test
    void betweenTheTwoARunTakesItsPeriodsAndWhatIsLeftOfTheLast() {
        // Given: of 0.8 of a budget that is counted on, 1 + 7 × 0.05 for mutual hindrance makes x = 10 budgets
        double budgets = 10 * 0.8 / 1.35;
        CpuCapacity capacity = forRunOf(budgets * 0.2, underQuota(2, 0, 0));

        // Then
        assertThat(capacity.of(8, 0.6)).isCloseTo(2 * 10 / (10 - 1 + 0.25), within(1e-9));
    }

    @Test
    void aBudgetThatMayBeUsedUpIsNotCountedOn() {
        // Given
        HostCapacity reserved = underQuota(2, 0, 0);
        HostCapacity free = HostCapacity.ofCores(8);

        // Then
        assertThat(forRunOf(0.01, underQuota(2, 0, 0.06)).of(8, 0.6)).isEqualTo(2);
        assertThat(forRunOf(0.01, underQuota(2, 0.11, 0)).budgets()).isInfinite();
        assertThat(CpuCapacity.of(reserved, 0.5, false).forRunOf(0.01, reserved).of(8, 0.6))
                .isEqualTo(1.5);
        assertThat(CpuCapacity.of(free, 0, false).forRunOf(0.01, free).budgets())
                .isInfinite();
        assertThat(forRunOf(0.01, underQuota(2, 0.1, 0.05)).budgets()).isFinite();
    }

    @ParameterizedTest(name = "n={0}")
    @CsvSource({"1, 0", "2, 0", "4, 0.05", "8, 0.075", "64, 0.075"})
    void aQuotaHoldsThreadsForTheRestOfEachPeriod(int n, double held) {
        // Given
        HostCapacity host = underQuota(2, 0, 0);

        // Then
        assertThat(forRunOf(10, host).heldSeconds(n)).isCloseTo(held, within(1e-12));
        assertThat(CpuCapacity.of(host, 0, false).heldSeconds(n)).isZero();
    }
}
