package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuasiRandomTest {

    // Five random dimensions would be off by up to 2/sqrt(12 points), which is 0.05 at 128 and 0.026 at 512.
    @ParameterizedTest(name = "{0} points in {1} dimensions")
    @CsvSource({"32, 1", "32, 5", "128, 3", "512, 5"})
    void fillsEveryDimensionEvenly(int points, int dimensions) {
        // When
        double[][] draws = QuasiRandom.uniform(points, dimensions);

        // Then
        assertThat(draws.length).isEqualTo(dimensions);
        for (double[] dimension : draws) {
            assertThat(dimension).hasSize(points);
            assertThat(mean(dimension)).isCloseTo(0.5, within(2.5 / points));
            assertThat(product(dimension, dimension)).isCloseTo(1.0 / 3, within(3.0 / points));
        }
    }

    @ParameterizedTest(name = "{0} points in {1} dimensions")
    @CsvSource({"32, 5", "512, 5"})
    void hasTheMomentsOfTheNormalLaw(int points, int dimensions) {
        // When
        double[][] draws = QuasiRandom.normal(points, dimensions);

        // Then
        double tolerance = 10.0 / points;
        for (int a = 0; a < dimensions; a++) {
            assertThat(mean(draws[a])).isCloseTo(0, within(tolerance));
            assertThat(product(draws[a], draws[a])).isCloseTo(1, within(0.02 + tolerance));
            for (int b = 0; b < a; b++) {
                assertThat(product(draws[a], draws[b])).isCloseTo(0, within(0.06 + tolerance));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 512})
    void everyCoordinateHasOnePointInEachStratum(int points) {
        for (double[] coordinate : QuasiRandom.uniform(points, 5)) {
            // When
            int[] strata = Arrays.stream(coordinate)
                    .mapToInt(x -> (int) (x * points))
                    .sorted()
                    .toArray();

            // Then
            assertThat(strata).isEqualTo(IntStream.range(0, points).toArray());
        }
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double product(double[] x, double[] y) {
        return LinearAlgebra.dot(x, y) / x.length;
    }
}
