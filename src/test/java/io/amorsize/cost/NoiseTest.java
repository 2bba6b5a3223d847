package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds are five standard errors wide, so that a right generator fails once in a million seeds. */
class NoiseTest {

    private static final int DRAWS = 200_000;

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {0, 1, -1, 20260101})
    void equalSeedsGiveEqualStreams(long seed) {
        // Given
        Noise one = new Noise(seed);
        Noise other = new Noise(seed);

        // Then
        for (int i = 0; i < 100; i++) {
            assertThat(one.uniform()).isEqualTo(other.uniform());
            assertThat(one.normal()).isEqualTo(other.normal());
            assertThat(one.exponential()).isEqualTo(other.exponential());
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {0, 1, 31})
    void uniformNumbersFillTheIntervalEvenly(long seed) {
        // Given
        Noise noise = new Noise(seed);
        int[] counts = new int[100];

        // When
        for (int i = 0; i < DRAWS; i++) {
            double u = noise.uniform();
            assertThat(u >= 0 && u < 1).isTrue();
            counts[(int) (100 * u)]++;
        }

        // Then
        double chiSquare = 0;
        for (int count : counts) {
            double expected = DRAWS / 100.0;
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        assertThat(chiSquare).isBetween(99 - 5 * Math.sqrt(198), 99 + 5 * Math.sqrt(198));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {0, 1, 31})
    void normalNumbersHaveMeanZeroAndVarianceOne(long seed) {
        // Given
        Noise noise = new Noise(seed);

        // When
        double[] moments = moments(noise::normal);

        // Then
        assertThat(moments[0]).isCloseTo(0, within(5 / Math.sqrt(DRAWS)));
        assertThat(moments[1]).isCloseTo(1, within(5 * Math.sqrt(2.0 / DRAWS) + 1e-3));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {0, 1, 31})
    void exponentialNumbersHaveMeanAndVarianceOne(long seed) {
        // Given
        Noise noise = new Noise(seed);

        // When
        double[] moments = moments(noise::exponential);

        // Then
        assertThat(moments[0]).isCloseTo(1, within(5 / Math.sqrt(DRAWS)));
        assertThat(moments[1]).isCloseTo(1, within(5 * Math.sqrt(8.0 / DRAWS)));
    }

    @ParameterizedTest(name = "lag={0}")
    @ValueSource(ints = {1, 2, 3})
    void neighbouringSeedsAreUnrelated(int lag) {
        // When
        double product = 0;
        int pairs = 20_000;
        for (int seed = 0; seed < pairs; seed++) {
            product += new Noise(seed).normal() * new Noise(seed + lag).normal() / pairs;
        }

        // Then
        assertThat(product).isCloseTo(0, within(5 / Math.sqrt(pairs)));
    }

    private static double[] moments(DoubleSupplier draw) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double x = draw.getAsDouble();
            sum += x;
            squares += x * x;
        }
        double mean = sum / DRAWS;
        return new double[] {mean, squares / DRAWS - mean * mean};
    }
}
