package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ItemDrawsTest {

    private static final double ITEMS = 1000;
    private static final ItemTimeLaw LAW = new ItemTimeLaw(0.01, 0.5, 0.05, 0.2, Double.POSITIVE_INFINITY, false);

    private static double median(ItemDraws draws, IntToDoubleFunction value) {
        return Models.quantile(
                IntStream.range(0, draws.size()).mapToDouble(value).sorted().toArray(), 0.5);
    }

    @Test
    void theMedianRunIsTheExpectedOne() {
        for (ItemDraws draws : new ItemDraws[] {ItemDraws.few(LAW, ITEMS), ItemDraws.many(LAW, ITEMS)}) {
            assertThat(median(draws, draws::longest)).isCloseTo(0.05, Percentage.withPercentage(0.5));
            assertThat(median(draws, draws::mean)).isCloseTo(0.01, Percentage.withPercentage(0.01));
            assertThat(median(draws, draws::lead)).isCloseTo(1, Percentage.withPercentage(1));
            assertThat(median(draws, draws::place)).isCloseTo(0.5, within(1e-9));
            assertThat(median(draws, draws::phase)).isCloseTo(0, within(1e-9));
            assertThat(median(draws, draws::serialPhase)).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void theExpectedRunIsTheMiddleOfEverything() {
        // When
        ItemDraws draws = ItemDraws.expected(LAW, ITEMS);

        // Then
        assertThat(draws.size()).isEqualTo(1);
        assertThat(draws.longest(0)).isCloseTo(0.05, within(1e-12));
        assertThat(draws.mean(0)).isCloseTo(0.01, within(1e-12));
        assertThat(draws.lead(0)).isCloseTo(1, within(1e-6));
        assertThat(draws.place(0)).isEqualTo(0.5);
        assertThat(draws.phase(0)).isZero();
        assertThat(draws.serialPhase(0)).isZero();
    }

    @Test
    void theLongestItemFollowsItsGumbelLaw() {
        // When
        ItemDraws draws = ItemDraws.many(LAW, ITEMS);

        // Then: quantile p of the standard law is -ln(-ln p), here relative to the median and times 0.2.
        double[] sorted = IntStream.range(0, draws.size())
                .mapToDouble(draws::longest)
                .sorted()
                .toArray();
        for (double p : new double[] {0.1, 0.25, 0.75, 0.9}) {
            double gumbel = -Math.log(-Math.log(p)) + Math.log(Math.log(2));
            assertThat(Models.quantile(sorted, p))
                    .isCloseTo(0.05 * Math.exp(0.2 * gumbel), Percentage.withPercentage(1));
        }
    }

    @Test
    void theLongestItemIsNeverLongerThanPossible() {
        // Given
        ItemDraws draws = ItemDraws.many(new ItemTimeLaw(0.01, 0.5, 0.05, 0.2, 0.055, false), ITEMS);

        // Then
        assertThat(IntStream.range(0, draws.size()).mapToDouble(draws::longest).max())
                .hasValue(0.055);
    }

    @Test
    void aLongerLongestItemAddsToTheSumWhatItIsLonger() {
        for (ItemDraws draws : new ItemDraws[] {ItemDraws.few(LAW, ITEMS), ItemDraws.many(LAW, ITEMS)}) {
            for (int i = 0; i < draws.size(); i++) {
                double others = ITEMS * draws.mean(i) - draws.longest(i);
                assertThat(others).isCloseTo(10 - 0.05, within(1e-3));
                assertThat(others).isCloseTo(ITEMS * draws.mean(0) - draws.longest(0), within(1e-9));
            }
        }
    }

    @Test
    void noSumIsShorterThanItsLongestItem() {
        // Given two items of which one may be very long
        ItemDraws draws = ItemDraws.many(new ItemTimeLaw(1, 3, 3, 2, Double.POSITIVE_INFINITY, false), 2);

        // Then
        for (int i = 0; i < draws.size(); i++) {
            assertThat(2 * draws.mean(i)).isGreaterThanOrEqualTo(draws.longest(i) * (1 - 1e-12));
            assertThat(draws.mean(i)).isGreaterThanOrEqualTo(0.5);
        }
    }

    @Test
    void withoutSpreadAllRunsHaveTheSameItems() {
        // Given
        ItemDraws draws = ItemDraws.many(new ItemTimeLaw(0.01, 0.5, 0.05, 0, Double.POSITIVE_INFINITY, false), ITEMS);

        // Then
        for (int i = 0; i < draws.size(); i++) {
            assertThat(draws.longest(i)).isEqualTo(0.05);
            assertThat(draws.mean(i)).isCloseTo(0.01, within(1e-15));
        }
    }

    @Test
    void equalLawsGetEqualDraws() {
        ItemDraws first = ItemDraws.many(LAW, ITEMS);
        ItemDraws second = ItemDraws.many(LAW, ITEMS);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.longest(i)).isEqualTo(first.longest(i));
            assertThat(second.mean(i)).isEqualTo(first.mean(i));
            assertThat(second.lead(i)).isEqualTo(first.lead(i));
            assertThat(second.place(i)).isEqualTo(first.place(i));
            assertThat(second.phase(i)).isEqualTo(first.phase(i)).isBetween(-0.5, 0.5);
            assertThat(second.serialPhase(i)).isEqualTo(first.serialPhase(i)).isBetween(-0.5, 0.5);
        }
    }
}
