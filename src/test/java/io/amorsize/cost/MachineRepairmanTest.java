package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineRepairmanTest {

    @Test
    void agreesWithTheWholeBirthDeathChain() {
        for (int n : new int[] {1, 2, 3, 8, 9, 20, 64, 150, 400, 1000}) {
            for (double share : new double[] {0.002, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.998}) {
                for (double cpus : new double[] {0.25, 0.5, 1, 1.5, 2.75, 4, 7.3, 16, 64, 200.5}) {
                    // When
                    double stretch = MachineRepairman.stretch(n, 1 - share, share, cpus);

                    // Then
                    assertThat(stretch)
                            .as("n=%d, CPU share=%s, q=%s", n, share, cpus)
                            .isCloseTo(exact(n, 1 - share, share, cpus), Percentage.withPercentage(0.02));
                }
            }
        }
    }

    /** The shortcuts hold far from saturation; here their borders are looked for on both sides. */
    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesAtTheBordersOfItsShortcuts(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            // Given
            int n = 2 + random.nextInt(600);
            double share = Math.exp(random.nextDouble(Math.log(0.005), 0));
            double demand = n * share;
            double width = random.nextDouble(-10, 8);
            double cpus = demand + width * Math.sqrt(demand) + random.nextDouble(-2, 4);
            if (cpus < 0.2) {
                continue;
            }

            // When
            double stretch = MachineRepairman.stretch(n, 1 - share, share, cpus);

            // Then
            assertThat(stretch)
                    .as("n=%d, CPU share=%s, q=%s", n, share, cpus)
                    .isCloseTo(exact(n, 1 - share, share, cpus), Percentage.withPercentage(0.1));
        }
    }

    @ParameterizedTest(name = "n={0}, q={1}")
    @CsvSource({"1, 4, 1", "4, 4, 1", "8, 4, 2", "3, 1.5, 2", "1, 0.5, 2"})
    void withoutWaitingTheCpusAreShared(int n, double cpus, double expected) {
        assertThat(MachineRepairman.stretch(n, 0, 0.01, cpus)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest(name = "n={0}")
    @ValueSource(ints = {1, 10, 10_000})
    void withoutComputingNothingIsStretched(int n) {
        assertThat(MachineRepairman.stretch(n, 1, 0, 0.5)).isEqualTo(1);
    }

    @Test
    void aSliverOfWaitingIsNearlyNone() {
        assertThat(MachineRepairman.stretch(9, 1.0001e-3, 1, 4))
                .isCloseTo(exact(9, 1.0001e-3, 1, 4), Percentage.withPercentage(0.01));
        assertThat(MachineRepairman.stretch(9, 0.9999e-3, 1, 4))
                .isCloseTo(exact(9, 0.9999e-3, 1, 4), Percentage.withPercentage(0.2));
        assertThat(MachineRepairman.stretch(4, 0.9999e-3, 1, 4))
                .isCloseTo(exact(4, 0.9999e-3, 1, 4), Percentage.withPercentage(0.2));
    }

    @ParameterizedTest(name = "CPU share={0}, q={1}")
    @CsvSource({"0.01, 0.5", "0.05, 2.5", "0.3, 8", "0.7, 3.3", "0.97, 16"})
    void neverFallsWithMoreWorkersAndNeverRisesWithMoreCpus(double share, double cpus) {
        double before = 0;
        for (int n = 1; n <= 700; n++) {
            double stretch = MachineRepairman.stretch(n, 1 - share, share, cpus);
            assertThat(stretch).as("n=%d", n).isGreaterThanOrEqualTo(before - 1e-6);
            assertThat(MachineRepairman.stretch(n, 1 - share, share, cpus * 1.3))
                    .isLessThanOrEqualTo(stretch + 1e-6);
            before = stretch;
        }
    }

    /** All states of the chain, in logarithms, so that nothing is left out and nothing overflows. */
    private static double exact(int n, double wait, double cpu, double cpus) {
        double[] log = new double[n + 1];
        double most = 0;
        for (int j = 1; j <= n; j++) {
            log[j] = log[j - 1] + Math.log((n - j + 1) / wait) - Math.log(Math.min(j, cpus) / cpu);
            most = Math.max(most, log[j]);
        }
        double total = 0;
        double rate = 0;
        for (int j = 0; j <= n; j++) {
            double weight = Math.exp(log[j] - most);
            total += weight;
            rate += weight * Math.min(j, cpus) / cpu;
        }
        return n / (rate / total) / (wait + cpu);
    }
}
