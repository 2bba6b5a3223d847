package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.host.Calibration.Reading;
import io.amorsize.host.Calibration.WorkerReading;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StretchTest {

    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

    @ParameterizedTest(name = "CPU share={0}")
    @ValueSource(doubles = {0, 0.05, 0.5, 0.95, 1, 3})
    void aFewWorkersOnManyCoresAreHardlyStretched(double cpuShare) {
        // When
        Stretch stretch = new Stretch(2, cpuShare, Models.cpus(64), UNKNOWN, false, Bandwidth.UNLIMITED);

        // Then
        assertThat(stretch.median()).isBetween(1.0, 1.09);
    }

    @ParameterizedTest(name = "n={0}, CPU share={1}, cores={2}")
    @CsvSource({"64, 1, 8", "256, 0.5, 16", "1000, 0.02, 2", "40, 4, 32"})
    void saturatedCpusSetThePace(int n, double cpuShare, int cores) {
        // Given
        Stretch stretch = new Stretch(n, cpuShare, Models.cpus(cores), UNKNOWN, false, Bandwidth.UNLIMITED);

        // Then
        assertThat(stretch.median()).isGreaterThanOrEqualTo(n * cpuShare / cores);
        for (int draw = 0; draw < ScalingBeliefs.LEARNED.many().size(); draw++) {
            assertThat(stretch.of(ScalingBeliefs.LEARNED.many(), draw))
                    .isGreaterThanOrEqualTo(n * cpuShare / cores - 1e-9);
        }
    }

    /** Rounded by the machine-repairman model; contention makes it a little more. */
    @ParameterizedTest(name = "n={0}, CPU share={1}")
    @CsvSource({"4, 0.5", "16, 0.25", "8, 0.5", "32, 0.1", "40, 0.1", "20, 0.25"})
    void nearSaturationWorkersQueueForCpus(int n, double cpuShare) {
        // When
        double stretch = new Stretch(n, cpuShare, Models.cpus(4), UNKNOWN, false, Bandwidth.UNLIMITED).median();

        // Then
        double exact = MachineRepairman.stretch(n, 1 - cpuShare, cpuShare, 4);
        assertThat(stretch).isBetween(exact, 1.1 * exact);
    }

    @Test
    void aKnownGainOfSecondHardwareThreadsReplacesTheBelief() {
        // Given
        CpuCapacity capacity = new CpuCapacity(16, 8, 16, 0, false, Double.POSITIVE_INFINITY, false);
        Stretch none = new Stretch(16, 1, capacity, OptionalDouble.of(0), false, Bandwidth.UNLIMITED);
        Stretch full = new Stretch(16, 1, capacity, OptionalDouble.of(1), false, Bandwidth.UNLIMITED);

        // Then
        assertThat(none.median() / full.median()).isCloseTo(2, within(1e-9));
        assertThat(new Stretch(16, 1, capacity, UNKNOWN, false, Bandwidth.UNLIMITED).median())
                .isBetween(full.median(), none.median());
    }

    @Test
    void waitingGrowsOnlyWithUnknownSystemsAndSeveralWorkers() {
        // Given
        CpuCapacity capacity = Models.cpus(4);

        // Then
        assertThat(new Stretch(1000, 0, capacity, UNKNOWN, true, Bandwidth.UNLIMITED).median())
                .isCloseTo(1.1998, within(1e-9));
        assertThat(new Stretch(1000, 0, capacity, UNKNOWN, false, Bandwidth.UNLIMITED).median())
                .isEqualTo(1);
        assertThat(new Stretch(1, 0, capacity, UNKNOWN, true, Bandwidth.UNLIMITED).median())
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "CPU share={0}")
    @ValueSource(doubles = {0.02, 0.1, 0.5, 0.9, 1})
    void moreWorkersNeverMakeAnItemFaster(double cpuShare) {
        double before = 0;
        for (int n = 1; n <= 400; n++) {
            double stretch = new Stretch(
                            n,
                            cpuShare,
                            new CpuCapacity(12, 8, 16, 1, false, Double.POSITIVE_INFINITY, false),
                            UNKNOWN,
                            true,
                            Bandwidth.UNLIMITED)
                    .median();
            assertThat(stretch).as("n=%d", n).isGreaterThanOrEqualTo(before - 1e-6);
            before = stretch;
        }
    }

    @Test
    void oneDrawIsTheSameAloneAndAmongAll() {
        Bandwidth narrow = new Bandwidth(
                1e9,
                List.of(
                        new WorkerReading(1, Reading.measured(1e9, 0)),
                        new WorkerReading(8, Reading.measured(4e9, 0))));
        double[] all = new double[ScalingBeliefs.LEARNED.many().size()];
        for (CpuCapacity capacity : List.of(
                Models.cpus(4),
                new CpuCapacity(12, 8, 16, 1, false, Double.POSITIVE_INFINITY, false),
                new CpuCapacity(3.5, 8, 16, 0, false, 20, false),
                new CpuCapacity(16, 8, 16, 0, true, Double.POSITIVE_INFINITY, false))) {
            for (OptionalDouble gain : List.of(UNKNOWN, OptionalDouble.of(0.4))) {
                for (double share : new double[] {0, 0.02, 0.5, 1, 3}) {
                    for (int n : new int[] {1, 2, 7, 16, 100}) {
                        for (Bandwidth bandwidth : List.of(Bandwidth.UNLIMITED, narrow)) {
                            // Given
                            Stretch stretch = new Stretch(n, share, capacity, gain, share < 1, bandwidth);

                            // When
                            stretch.of(ScalingBeliefs.LEARNED.many(), all);

                            // Then
                            for (int draw = 0; draw < all.length; draw++) {
                                double alone = stretch.of(ScalingBeliefs.LEARNED.many(), draw);
                                if (!(Math.abs(all[draw] / alone - 1) < 1e-12)) {
                                    assertThat(all[draw])
                                            .as("%s, share %s, n=%d, draw %d", capacity, share, n, draw)
                                            .isEqualTo(alone);
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
