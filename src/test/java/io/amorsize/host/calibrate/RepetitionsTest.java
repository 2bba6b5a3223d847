package io.amorsize.host.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.host.Calibration.Reading;
import org.junit.jupiter.api.Test;

class RepetitionsTest {

    @Test
    void theMedianAndHalfTheQuartileRangeAreThoseOfTheSortedValues() {
        // Type-7 quantiles of 1..5: quartiles 2 and 4, median 3.
        Repetitions repetitions = new Repetitions(new double[] {5, 1, 3, 2, 4});

        assertThat(repetitions.median()).isEqualTo(3);
        assertThat(repetitions.spread()).isCloseTo((4 - 2) / 2.0 / 3, within(1e-15));
    }

    @Test
    void quantilesOfAnEvenNumberAreInterpolated() {
        // Of 10, 20, 30, 40: quartiles 17.5 and 32.5, median 25.
        Repetitions repetitions = new Repetitions(new double[] {40, 30, 20, 10});

        assertThat(repetitions.median()).isEqualTo(25);
        assertThat(repetitions.spread()).isCloseTo((32.5 - 17.5) / 2 / 25, within(1e-15));
    }

    @Test
    void whatWasNotMeasuredIsLeftOut() {
        Repetitions repetitions =
                new Repetitions(new double[] {0, 7, Double.NaN, -1, Double.POSITIVE_INFINITY, 7, 7, 0, 7, 7});

        assertThat(repetitions.count()).isEqualTo(5);
        assertThat(repetitions.median()).isEqualTo(7);
    }

    @Test
    void readingsThatAgreeAreTrusted() {
        assertThat(new Repetitions(new double[] {9, 10, 10, 10, 11}).orElse(99)).isEqualTo(Reading.measured(10, 0));
    }

    @Test
    void oneDisturbedReadingOfFiveDoesNoHarm() {
        assertThat(new Repetitions(new double[] {9, 10, 10, 10, 1000}).trusted())
                .isTrue();
    }

    @Test
    void theBoundOfTheSpreadItselfIsStillTrusted() {
        // Quartiles 15 and 25 around 20: spread 0.25. One more at either side exceeds it.
        assertThat(new Repetitions(new double[] {15, 15, 20, 25, 25}).trusted()).isTrue();
        assertThat(new Repetitions(new double[] {14.9, 14.9, 20, 25, 25}).trusted())
                .isFalse();
    }

    @Test
    void readingsThatDisagreeGiveWayToThePriorAndAreShownBesideIt() {
        Reading reading = new Repetitions(new double[] {1, 5, 10, 20, 40}).orElse(99);

        assertThat(reading).isEqualTo(Reading.mistrusted(99, 10, 0.75));
    }

    @Test
    void fewerThanFiveAreNotTrustedHoweverWellTheyAgree() {
        assertThat(new Repetitions(new double[] {10, 10, 10, 10}).orElse(99)).isEqualTo(Reading.mistrusted(99, 10, 0));
    }

    @Test
    void noReadingAtAllIsThePrior() {
        Repetitions none = new Repetitions(new double[] {0, 0});

        assertThat(none.orElse(99)).isEqualTo(Reading.prior(99));
        assertThatThrownBy(none::median).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theGainOfSiblingsIsTheirShareOfACore() {
        // 4 cores with 8 hardware threads at 1.56 times the throughput; then one that loses, and one beyond a core.
        assertThat(SiblingThreads.gain(1.56, 4, 8)).isCloseTo(0.56, within(1e-12));
        assertThat(SiblingThreads.gain(1.28, 4, 6)).isCloseTo(0.56, within(1e-12));
        assertThat(SiblingThreads.gain(0.9, 4, 8)).isZero();
        assertThat(SiblingThreads.gain(2.5, 4, 8)).isEqualTo(1);
    }
}
