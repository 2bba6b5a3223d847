package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.optimizer.Evidence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidthFactorTest {

    /** Half of a central 90 % interval of a normal distribution. */
    private static final double HALF_90 = 1.6449;

    @Test
    void changesNothingWithoutOutcomes() {
        assertThat(WidthFactor.of(List.of(), Evidence.DESCRIPTOR)).isOne();
    }

    @Test
    void takesTheRankThatHoldsTheNextScoreNineTimesOutOfTen() {
        // Given 29 scores 0.1, 0.2 ... 2.9, of which the 27th is the rank of (29 + 1) · 0.9
        List<Double> scores = new ArrayList<>(
                IntStream.rangeClosed(1, 29).mapToObj(i -> i / 10.0).toList());
        Collections.shuffle(scores, new Random(1));

        // When
        double factor = WidthFactor.of(scores, Evidence.SAMPLES);

        // Then
        assertThat(factor).isEqualTo(2.7);
    }

    @Test
    void believesTwoGreatErrorsButNotOne() {
        assertThat(WidthFactor.of(List.of(8.0), Evidence.DESCRIPTOR)).isBetween(1.0, 1.1);
        assertThat(WidthFactor.of(List.of(8.0, 8.0), Evidence.DESCRIPTOR)).isEqualTo(8);
    }

    @Test
    void narrowsSlowlyAndToHalfAtMost() {
        assertThat(WidthFactor.of(Collections.nCopies(5, 0.01), Evidence.SAMPLES))
                .isBetween(0.9, 1.0);
        assertThat(WidthFactor.of(Collections.nCopies(15, 0.01), Evidence.SAMPLES))
                .isBetween(0.5, 0.9);
        assertThat(WidthFactor.of(Collections.nCopies(100, 0.01), Evidence.SAMPLES))
                .isEqualTo(0.5);
    }

    @Test
    void neverNarrowsWhereTheSerialRunWasNotSeen() {
        assertThat(WidthFactor.of(Collections.nCopies(100, 0.01), Evidence.OBSERVATIONS))
                .isOne();
    }

    @Test
    void isBoundedWhateverWasSeen() {
        assertThat(WidthFactor.of(Collections.nCopies(100, 1e300), Evidence.OBSERVATIONS))
                .isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "1.5, 0", "1, 2", "0.7, 0", "1, 0"})
    void bringsTheCoverageOfAWrongModelToNinetyPercent(double spread, double bias) {
        // Given a model that takes errors for standard normal, in a world where they are not
        Random world = new Random(20261121);
        Deque<Double> newest = new ArrayDeque<>();
        int inside = 0;
        int runs = 5_000;

        // When each prediction is widened by what the scores before it ask for
        for (int run = 0; run < runs; run++) {
            double factor = WidthFactor.of(List.copyOf(newest), Evidence.DESCRIPTOR);
            double score = Math.abs(bias + spread * world.nextGaussian()) / HALF_90;
            inside += score <= factor ? 1 : 0;
            newest.addLast(score);
            if (newest.size() > 200) {
                newest.removeFirst();
            }
        }

        // Then
        double coverage = (double) inside / runs;
        System.out.printf(Locale.ROOT, "spread %s, bias %s: coverage %s%n", spread, bias, coverage);
        assertThat(coverage).isCloseTo(0.9, within(0.02));
    }
}
