package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.workload.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleDiagnosisTest {

    enum Law {
        NORMAL,
        UNIFORM,
        EXPONENTIAL,
        LOGNORMAL,
        PARETO;

        private DoubleUnaryOperator quantile() {
            return switch (this) {
                case NORMAL -> p -> 10 + Normal.quantile(p);
                case UNIFORM -> p -> 1 + p;
                case EXPONENTIAL -> Models.exponential();
                case LOGNORMAL -> Models.lognormal(1);
                case PARETO -> Models.pareto(1.5);
            };
        }
    }

    /** Of 2,000 series without any pattern. */
    @ParameterizedTest(name = "{0}, m={1}, warm-ups at most {2}")
    @CsvSource({
        "NORMAL, 16, 0.005",
        "NORMAL, 200, 0.001",
        "UNIFORM, 32, 0.001",
        "EXPONENTIAL, 32, 0.03",
        "EXPONENTIAL, 200, 0.03",
        "LOGNORMAL, 32, 0.06",
        "LOGNORMAL, 200, 0.06",
        "PARETO, 32, 0.06",
        "PARETO, 200, 0.06"
    })
    void seldomSeesPatternsWhereThereAreNone(Law law, int m, double warmUps) {
        // Given
        SplittableRandom random = new SplittableRandom(m);
        int series = 2000;
        int warmUp = 0;
        int trend = 0;
        int alike = 0;

        // When
        for (int i = 0; i < series; i++) {
            SampleDiagnosis seen = diagnosis(Models.items(random, m, law.quantile()));
            warmUp += seen.warmUpItems() > 0 ? 1 : 0;
            trend += seen.trend() != 0 ? 1 : 0;
            alike += seen.autocorrelation() != 0 ? 1 : 0;
        }

        // Then
        assertThat(warmUp / (double) series).isLessThanOrEqualTo(warmUps);
        assertThat(trend / (double) series).isLessThanOrEqualTo(0.004);
        assertThat(alike / (double) series).isLessThanOrEqualTo(0.004);
    }

    @ParameterizedTest(name = "m={0}, slow={1}")
    @CsvSource({"8, 1", "20, 3", "100, 10", "100, 24"})
    void leavesOutASlowStart(int m, int slow) {
        // Given
        double[] values = Models.items(new SplittableRandom(1), m, p -> 1 + 0.1 * p);
        for (int i = 0; i < slow; i++) {
            values[i] *= 5;
        }

        // When
        SampleDiagnosis seen = diagnosis(values);

        // Then
        assertThat(seen.warmUpItems()).isEqualTo(slow);
        assertThat(seen.steady().wallSeconds()).isEqualTo(Arrays.copyOfRange(values, slow, m));
        assertThat(seen.mean()).isCloseTo(1.05, within(0.03));
    }

    @Test
    void aSlowItemLaterOnIsNoWarmUp() {
        // Given
        double[] values = Models.items(new SplittableRandom(1), 50, p -> 1 + 0.1 * p);
        values[7] = 30;

        // Then
        assertThat(diagnosis(values).warmUpItems()).isZero();
        assertThat(diagnosis(values).mean()).isGreaterThan(1.5);
    }

    @ParameterizedTest(name = "m={0}, change={1}")
    @CsvSource({"24, 1", "24, -0.6", "100, 0.5", "1000, 0.2"})
    void seesATrend(int m, double change) {
        // Given
        double[] values = Models.items(new SplittableRandom(2), m, p -> 1 + 0.3 * p);
        for (int i = 0; i < m; i++) {
            values[i] *= 1 + change * i / m;
        }

        // When
        SampleDiagnosis seen = diagnosis(values);

        // Then: from the middle of the first to that of the last third are two thirds of the change.
        assertThat(seen.trend()).isCloseTo(change / (1 + change / 2) * 2 / 3, within(0.12));
        assertThat(seen.autocorrelation()).isZero();
    }

    @ParameterizedTest(name = "block={0}")
    @ValueSource(ints = {4, 10})
    void seesThatNeighboursAreAlike(int block) {
        // Given
        SplittableRandom random = new SplittableRandom(3);
        double[] values = new double[240];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % block == 0 ? random.nextDouble(1, 10) : values[i - 1] * random.nextDouble(0.95, 1.05);
        }

        // When
        SampleDiagnosis seen = diagnosis(values);

        // Then
        assertThat(seen.trend()).isZero();
        assertThat(seen.autocorrelation()).isGreaterThan(0.5);
    }

    @Test
    void seesThatLongAndShortItemsAlternate() {
        // Given
        double[] values = Models.items(new SplittableRandom(3), 60, p -> 1 + 0.3 * p);
        for (int i = 0; i < values.length; i += 2) {
            values[i] += 2;
        }

        // Then
        assertThat(diagnosis(values).autocorrelation()).isLessThan(-0.5);
    }

    @Test
    void seesAHeavyTail() {
        // Given
        SplittableRandom random = new SplittableRandom(4);
        int heavy = 0;
        int light = 0;

        // When
        for (int i = 0; i < 500; i++) {
            heavy += diagnosis(Models.items(random, 100, Models.pareto(1.2))).heavyTailed() ? 1 : 0;
            light += diagnosis(Models.items(random, 100, Models.lognormal(0.7))).heavyTailed() ? 1 : 0;
        }

        // Then
        assertThat(heavy).isGreaterThan(400);
        assertThat(light).isLessThan(25);
    }

    @Test
    void oneSampleHasAnAssumedVariation() {
        // When
        SampleDiagnosis seen = diagnosis(0.25);

        // Then
        assertThat(seen.mean()).isEqualTo(0.25);
        assertThat(seen.variation()).isEqualTo(0.3);
        assertThat(seen.warmUpItems()).isZero();
        assertThat(seen.heavyTailed()).isFalse();
    }

    @ParameterizedTest(name = "m={0}")
    @ValueSource(ints = {2, 8, 12, 100_000})
    void equalSamplesShowNothing(int m) {
        // Given
        double[] values = new double[m];
        Arrays.fill(values, 0.1);

        // When
        SampleDiagnosis seen = diagnosis(values);

        // Then
        assertThat(seen.variation()).isCloseTo(0, within(1e-9));
        assertThat(seen.warmUpItems()).isZero();
        assertThat(seen.trend()).isZero();
        assertThat(seen.autocorrelation()).isZero();
    }

    private static SampleDiagnosis diagnosis(double... wallSeconds) {
        return SampleDiagnosis.of(Samples.ofWallSeconds(wallSeconds));
    }
}
