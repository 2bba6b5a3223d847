package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.workload.ItemTime;
import java.util.OptionalDouble;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemTimeLawTest {

    private static final double NO_TIMEOUT = Double.POSITIVE_INFINITY;
    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

    /** Every pair that fixes a lognormal law gives back that law: bits are mean, deviation, median, p95. */
    @ParameterizedTest(name = "sigma={0}, given={1}")
    @CsvSource({
        "0.1, 3", "0.1, 5", "0.1, 6", "0.1, 7", "0.1, 9", "0.1, 11", "0.1, 12", "0.1, 13", "0.1, 14", "0.1, 15",
        "0.5, 3", "0.5, 5", "0.5, 6", "0.5, 7", "0.5, 9", "0.5, 11", "0.5, 12", "0.5, 13", "0.5, 14", "0.5, 15",
        "1.4, 3", "1.4, 5", "1.4, 6", "1.4, 7", "1.4, 9", "1.4, 11", "1.4, 12", "1.4, 13", "1.4, 14", "1.4, 15"
    })
    void findsTheLognormalLawBehindAnyPair(double sigma, int given) {
        // Given
        double median = 0.02;
        double mean = median * Math.exp(sigma * sigma / 2);
        double variation = Math.sqrt(Math.expm1(sigma * sigma));
        double p95 = median * Math.exp(1.6448536269514722 * sigma);
        ItemTime described = new ItemTime(
                given(given, 1, mean),
                given(given, 2, variation * mean),
                given(given, 4, median),
                given(given, 8, p95),
                UNKNOWN);

        // When
        ItemTimeLaw law = ItemTimeLaw.of(described, 1000, NO_TIMEOUT);

        // Then
        assertThat(law.mean()).isCloseTo(mean, Percentage.withPercentage(1e-4));
        assertThat(law.variation()).isCloseTo(variation, Percentage.withPercentage(1e-4));
        assertThat(law.variationAssumed()).isFalse();
        double longest = median * Math.exp(sigma * Normal.quantile(1 - 1 / 1001.0));
        assertThat(law.expectedLongest()).isCloseTo(longest, Percentage.withPercentage(1e-3));
    }

    @ParameterizedTest(name = "given={0}")
    @ValueSource(ints = {1, 4})
    void assumesAVariationWhereNothingTellsIt(int given) {
        // Given
        ItemTime described = new ItemTime(given(given, 1, 2), UNKNOWN, given(given, 4, 2), UNKNOWN, UNKNOWN);

        // When
        ItemTimeLaw law = ItemTimeLaw.of(described, 1000, NO_TIMEOUT);

        // Then
        assertThat(law.variation()).isCloseTo(0.3, within(1e-12));
        assertThat(law.variationAssumed()).isTrue();
        assertThat(law.mean()).isCloseTo(given == 1 ? 2 : 2 * Math.sqrt(1.09), within(1e-12));
    }

    /** Items without skew may be spread as they like. */
    @ParameterizedTest(name = "median={0}")
    @ValueSource(doubles = {2, 2.5})
    void aMeanThatIsNotAboveTheMedianTellsNoVariation(double median) {
        // Given
        ItemTime described = new ItemTime(OptionalDouble.of(2), UNKNOWN, OptionalDouble.of(median), UNKNOWN, UNKNOWN);

        // When
        ItemTimeLaw law = ItemTimeLaw.of(described, 1000, NO_TIMEOUT);

        // Then
        assertThat(law.mean()).isEqualTo(2);
        assertThat(law.variation()).isCloseTo(0.3, within(1e-12));
        assertThat(law.variationAssumed()).isTrue();
    }

    /** Percentiles above all a lognormal law can have end at the nearest one; those below its mean tell nothing. */
    @ParameterizedTest(name = "mean={0}, p95={1}")
    @CsvSource({"1, 0.5, 0.2936, true", "1, 1, 0.2936, true", "1, 3.86, 1.58, false", "1, 100, 1.6448536, false"})
    void readsImpossiblePercentilesAsTheNearestLaw(double mean, double p95, double sigma, boolean assumed) {
        // Given
        ItemTime described = new ItemTime(OptionalDouble.of(mean), UNKNOWN, UNKNOWN, OptionalDouble.of(p95), UNKNOWN);

        // When
        ItemTimeLaw law = ItemTimeLaw.of(described, 1000, NO_TIMEOUT);

        // Then
        assertThat(Math.sqrt(Math.log1p(law.variation() * law.variation()))).isCloseTo(sigma, within(0.01));
        assertThat(law.variationAssumed()).isEqualTo(assumed);
    }

    @Test
    void theLongestItemIsBoundedByTheStatedMaximumAndTheTimeout() {
        // Given
        ItemTime described =
                new ItemTime(OptionalDouble.of(1), OptionalDouble.of(2), UNKNOWN, UNKNOWN, OptionalDouble.of(6));

        // Then
        assertThat(ItemTimeLaw.of(described, 1e6, NO_TIMEOUT).expectedLongest()).isEqualTo(6);
        assertThat(ItemTimeLaw.of(described, 1e6, 4).expectedLongest()).isEqualTo(4);
        assertThat(ItemTimeLaw.of(described, 1e6, 0.5)).satisfies(law -> {
            assertThat(law.mean()).isEqualTo(0.5);
            assertThat(law.expectedLongest()).isEqualTo(0.5);
        });
    }

    @Test
    void aMaximumAloneHintsAtTheSpread() {
        // Given
        ItemTime narrow = new ItemTime(OptionalDouble.of(1), UNKNOWN, UNKNOWN, UNKNOWN, OptionalDouble.of(1));
        ItemTime wide = new ItemTime(UNKNOWN, UNKNOWN, OptionalDouble.of(1), UNKNOWN, OptionalDouble.of(20));

        // Then: three deviations of the logarithm.
        assertThat(ItemTimeLaw.of(narrow, 100, NO_TIMEOUT).variation()).isZero();
        double sigma = Math.log(20) / 3;
        assertThat(ItemTimeLaw.of(wide, 100, NO_TIMEOUT).variation())
                .isCloseTo(Math.sqrt(Math.expm1(sigma * sigma)), within(1e-9));
    }

    @ParameterizedTest(name = "N={0}")
    @ValueSource(doubles = {1, 2, 1e3, 1e9, 1e16, 9.2e18})
    void theLongestOfAnyNumberOfItemsIsFiniteAndAtLeastTheMean(double items) {
        // When
        ItemTimeLaw law = ItemTimeLaw.of(ItemTime.of(1, 1), items, NO_TIMEOUT);

        // Then
        assertThat(law.expectedLongest()).isBetween(1.0, 1e5);
    }

    @Test
    void moreItemsHaveALongerLongest() {
        double before = 0;
        for (double items = 1; items < 9e18; items *= 3) {
            double longest =
                    ItemTimeLaw.of(ItemTime.of(1, 1), items, NO_TIMEOUT).expectedLongest();
            assertThat(longest).as("N=%s", items).isGreaterThanOrEqualTo(before);
            before = longest;
        }
    }

    private static OptionalDouble given(int bits, int bit, double value) {
        return (bits & bit) == 0 ? UNKNOWN : OptionalDouble.of(value);
    }

    @Test
    void theSpreadOfTheLongestIsTheDeviationOverTheQuantileOfTheExtreme() {
        // Given a lognormal law of deviation 0.5
        double sigma = 0.5;
        ItemTime described = new ItemTime(
                OptionalDouble.of(1),
                OptionalDouble.of(Math.sqrt(Math.expm1(sigma * sigma))),
                UNKNOWN,
                UNKNOWN,
                UNKNOWN);

        // Then
        assertThat(ItemTimeLaw.of(described, 1e6, NO_TIMEOUT).longestSpread())
                .isCloseTo(sigma / 4.753424, Percentage.withPercentage(0.01));
        assertThat(ItemTimeLaw.of(described, 1, NO_TIMEOUT).longestSpread()).isCloseTo(sigma, within(1e-9));
        assertThat(ItemTimeLaw.of(ItemTime.of(1, 0), 100, NO_TIMEOUT).longestSpread())
                .isZero();
    }

    @Test
    void theLongestPossibleItemIsTheStatedMaximumOrTheTimeoutWhicheverIsLess() {
        // Given
        ItemTime bounded =
                new ItemTime(OptionalDouble.of(1), OptionalDouble.of(2), UNKNOWN, UNKNOWN, OptionalDouble.of(6));

        // Then
        assertThat(ItemTimeLaw.of(ItemTime.of(1, 2), 10, NO_TIMEOUT).longestPossible())
                .isInfinite();
        assertThat(ItemTimeLaw.of(ItemTime.of(1, 2), 10, 9).longestPossible()).isEqualTo(9);
        assertThat(ItemTimeLaw.of(bounded, 10, NO_TIMEOUT).longestPossible()).isEqualTo(6);
        assertThat(ItemTimeLaw.of(bounded, 10, 4).longestPossible()).isEqualTo(4);
        assertThat(ItemTimeLaw.of(bounded, 10, 0.5).longestPossible()).isEqualTo(0.5);
    }

    @Test
    void ofAGuessedLawAllItemsAreAlike() {
        // When
        ItemTimeLaw law = ItemTimeLaw.guessed(3);

        // Then
        assertThat(law).isEqualTo(new ItemTimeLaw(3, 0.3, 3, 0, 3, true));
    }
}
