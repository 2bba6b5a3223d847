package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.workload.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemPopulationTest {

    private static final double NO_TIMEOUT = Double.POSITIVE_INFINITY;

    @ParameterizedTest(name = "m={0}")
    @ValueSource(ints = {30, 200, 5000})
    void meanAndQuantilesAgreeWithTheSampleInExpectation(int m) {
        // Given: items between 1 and 2, so that the tail does not matter.
        double[] sample = Models.items(new SplittableRandom(5), m, p -> 1 + p);
        ItemPopulation population = new ItemPopulation(Samples.ofWallSeconds(sample), NO_TIMEOUT);

        // When
        double[] items = new double[200 * 500];
        for (int future = 0; future < 200; future++) {
            Noise noise = new Noise(future);
            ItemPopulation.Draw draw = population.draw(noise, 500);
            for (int i = 0; i < 500; i++) {
                items[500 * future + i] = draw.item(noise);
            }
        }

        // Then
        Arrays.sort(sample);
        Arrays.sort(items);
        assertThat(mean(items)).isCloseTo(mean(sample), Percentage.withPercentage(2));
        for (double p : new double[] {0.1, 0.25, 0.5, 0.75, 0.9}) {
            assertThat(Models.quantile(items, p))
                    .as("quantile %s", p)
                    .isCloseTo(Models.quantile(sample, p), within(0.02 + 1.0 / m));
        }
    }

    /** With many heavy-tailed samples the tail is known: neither it nor the body may be smoothed away or blown up. */
    @ParameterizedTest(name = "m={0}")
    @ValueSource(ints = {2_000, 20_000, 100_000})
    void manySamplesAreDrawnAsOftenAsTheyWereSeen(int m) {
        // Given
        double[] sample = Models.items(new SplittableRandom(9), m, Models.pareto(2));
        double bound = 1000;
        ItemPopulation population = new ItemPopulation(Samples.ofWallSeconds(sample), bound);

        // When
        double[] items = new double[32 * 4000];
        for (int future = 0; future < 32; future++) {
            Noise noise = new Noise(future);
            ItemPopulation.Draw draw = population.draw(noise, 4000);
            for (int i = 0; i < 4000; i++) {
                items[4000 * future + i] = draw.item(noise);
            }
        }

        // Then
        Arrays.sort(sample);
        Arrays.sort(items);
        assertThat(mean(items)).isCloseTo(mean(sample), Percentage.withPercentage(6));
        for (double p : new double[] {0.5, 0.9, 0.99, 0.999}) {
            assertThat(Models.quantile(items, p))
                    .as("quantile %s", p)
                    .isCloseTo(Models.quantile(sample, p), Percentage.withPercentage(p < 0.99 ? 3 : 12));
        }
    }

    @ParameterizedTest(name = "N={0}")
    @CsvSource({"50, 2", "5000, 2", "1e6, 1", "1e12, 1"})
    void sumsAgreeWithTheSampleInExpectation(double items, double percent) {
        // Given
        double[] sample = Models.items(new SplittableRandom(5), 400, p -> 1 + p);
        ItemPopulation population = new ItemPopulation(Samples.ofWallSeconds(sample), NO_TIMEOUT);

        // When
        double mean = 0;
        double ordinary = 0;
        for (int future = 0; future < 300; future++) {
            Noise noise = new Noise(future);
            ItemPopulation.Draw draw = population.draw(noise, items);
            mean += draw.totalSeconds() / items / 300;
            double large = Arrays.stream(draw.large()).sum() - draw.large().length * draw.bodyMean();
            ordinary += (draw.ordinaryItems(noise, items, items) + large) / items / 300;
        }

        // Then
        assertThat(mean).isCloseTo(mean(sample), Percentage.withPercentage(percent));
        assertThat(ordinary).isCloseTo(mean, Percentage.withPercentage(percent));
    }

    /** Also where many more items reach the timeout than are drawn one by one. */
    @ParameterizedTest(name = "timeout={0}")
    @ValueSource(doubles = {20, 40, 1000})
    void sumsAgreeWithTheItemsOfTheSamePopulation(double timeout) {
        // Given
        double[] sample = Models.items(new SplittableRandom(6), 20, Models.lognormal(1.5));
        ItemPopulation population = new ItemPopulation(Samples.ofWallSeconds(sample), timeout);

        // When
        double sums = 0;
        double items = 0;
        for (int future = 0; future < 100; future++) {
            Noise noise = new Noise(future);
            ItemPopulation.Draw draw = population.draw(noise, 1e7);
            sums += draw.totalSeconds() / 1e7 / 100;
            for (int i = 0; i < 10_000; i++) {
                items += draw.item(noise) / 1e6;
            }
        }

        // Then
        assertThat(sums).isCloseTo(items, Percentage.withPercentage(2));
    }

    @ParameterizedTest(name = "timeout={0}")
    @ValueSource(doubles = {0.2, 1.5, 3, 20, 1e4})
    void aTimeoutCapsEveryItem(double timeout) {
        // Given
        double[] sample = Models.items(new SplittableRandom(3), 40, Models.pareto(1.1));
        ItemPopulation population = new ItemPopulation(Samples.ofWallSeconds(sample), timeout);

        for (int future = 0; future < 50; future++) {
            // When
            Noise noise = new Noise(future);
            ItemPopulation.Draw draw = population.draw(noise, 100_000);

            // Then
            for (int i = 0; i < 1000; i++) {
                assertThat(draw.item(noise)).isLessThanOrEqualTo(timeout);
            }
            assertThat(Arrays.stream(draw.large()).max().orElseThrow()).isLessThanOrEqualTo(timeout);
            assertThat(draw.totalSeconds()).isLessThanOrEqualTo(100_000 * timeout * (1 + 1e-9));
        }
    }

    @Test
    void theLargestItemsAreDescendingAndAboveTheSample() {
        // Given
        double[] sample = Models.items(new SplittableRandom(3), 64, Models.exponential());
        double most = Arrays.stream(sample).max().orElseThrow();
        ItemPopulation population = new ItemPopulation(Samples.ofWallSeconds(sample), NO_TIMEOUT);

        // When
        double[] large = population.draw(new Noise(1), 1e6).large();

        // Then
        assertThat(large).hasSize(256);
        assertThat(large[255]).isGreaterThanOrEqualTo(most);
        for (int i = 1; i < large.length; i++) {
            assertThat(large[i]).isLessThanOrEqualTo(large[i - 1]);
        }
    }

    @Test
    void equalSamplesGiveNearlyEqualItems() {
        // Given
        double[] sample = new double[50];
        Arrays.fill(sample, 0.004);
        ItemPopulation population = new ItemPopulation(Samples.ofWallSeconds(sample), NO_TIMEOUT);

        for (int future = 0; future < 50; future++) {
            // When
            Noise noise = new Noise(future);
            ItemPopulation.Draw draw = population.draw(noise, 1e6);

            // Then
            assertThat(draw.totalSeconds()).isCloseTo(4000, Percentage.withPercentage(0.5));
            assertThat(draw.item(noise)).isCloseTo(0.004, Percentage.withPercentage(20));
            assertThat(draw.large()[0]).isLessThan(0.02);
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
