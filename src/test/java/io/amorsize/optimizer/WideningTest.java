package io.amorsize.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WideningTest {

    private static final double MEDIAN = 10;
    private static final Interval LOPSIDED = new Interval(9.5, 40);

    private static double width(Interval interval) {
        return Math.log(interval.high() / interval.low());
    }

    @ParameterizedTest(name = "factor={0}")
    @ValueSource(doubles = {0.5, 0.8, 1, 1.3, 3, 10})
    void multipliesTheWidth(double factor) {
        // When
        Interval widened = new Widening(factor).of(LOPSIDED, MEDIAN);

        // Then
        assertThat(width(widened)).isCloseTo(factor * width(LOPSIDED), within(1e-9));
        assertThat(MEDIAN).isBetween(widened.low(), widened.high());
    }

    @Test
    void doesNotBlowUpTheWideSideForErrorsOnTheNarrowOne() {
        // Given ends that are 5 % below and 300 % above the median

        // When the interval has to become six times as wide
        Interval widened = new Widening(6).of(LOPSIDED, MEDIAN);

        // Then both ends have moved by the same factor, and the upper one by no power of itself
        assertThat(LOPSIDED.low() / widened.low())
                .isCloseTo(widened.high() / LOPSIDED.high(), within(1e-9))
                .isLessThan(40);
    }

    @Test
    void bringsBothEndsNearerInProportion() {
        // When
        Interval narrowed = new Widening(0.5).of(LOPSIDED, MEDIAN);

        // Then
        assertThat(narrowed.low()).isCloseTo(Math.sqrt(9.5 * 10), within(1e-9));
        assertThat(narrowed.high()).isCloseTo(Math.sqrt(40 * 10), within(1e-9));
    }

    @ParameterizedTest(name = "factor={0}")
    @ValueSource(doubles = {0.5, 0.8, 1, 1.3, 3, 10})
    void canBeUndone(double factor) {
        // Given
        Widening widening = new Widening(factor);

        // When
        Interval back = widening.undo(widening.of(LOPSIDED, MEDIAN), MEDIAN);

        // Then
        assertThat(back.low()).isCloseTo(LOPSIDED.low(), within(1e-9));
        assertThat(back.high()).isCloseTo(LOPSIDED.high(), within(1e-9));
    }

    @ParameterizedTest(name = "factor={0}")
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoFactor(double factor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Widening(factor))
                .withMessageContaining("factor");
    }
}
