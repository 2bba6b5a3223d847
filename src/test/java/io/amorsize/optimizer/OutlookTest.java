package io.amorsize.optimizer;

import static io.amorsize.testing.Requests.described;
import static io.amorsize.testing.Requests.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.cost.Candidate;
import io.amorsize.cost.Forecast;
import io.amorsize.cost.RunModel;
import io.amorsize.workload.ItemTime;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutlookTest {

    private static final Forecast FORECAST = forecast(0.3);
    private static final Widening NO_EXPERIENCE = new Widening(1);

    /** Items of 50 ms of this coefficient of variation. */
    private static Forecast forecast(double variation) {
        RunModel model = Situation.of(described(10_000, ItemTime.of(0.05, 0.05 * variation), 1)
                        .on(machine(32, 32, 32))
                        .build())
                .model();
        List<Candidate> candidates =
                IntStream.of(1, 2, 8, 32).mapToObj(model::withBestChunk).toList();
        return Forecast.byFormula(model, candidates);
    }

    private static double width(Interval interval) {
        return Math.log(interval.high() / interval.low());
    }

    @ParameterizedTest(name = "share={0}")
    @EnumSource
    void aGreaterFactorWidensAnIntervalAroundTheSameMedian(Share share) {
        Outlook plain = new Outlook(FORECAST, 1, 0, NO_EXPERIENCE);
        for (int c = 1; c < plain.size(); c++) {
            double before = 0;
            for (double factor : new double[] {0.8, 1, 1.4, 3}) {
                // When
                Outlook outlook = new Outlook(FORECAST, factor, 0, NO_EXPERIENCE);

                // Then
                Interval interval = outlook.interval(c, share);
                assertThat(outlook.speedup(c)).isEqualTo(plain.speedup(c)).isBetween(interval.low(), interval.high());
                assertThat(width(interval)).isGreaterThan(before);
                assertThat(width(interval)).isCloseTo(factor * width(plain.interval(c, share)), within(1e-9));
                before = width(interval);
            }
        }
    }

    @ParameterizedTest(name = "factor={0}")
    @ValueSource(doubles = {0.8, 1, 3})
    void halfOfTheFuturesLieWithinNineTenthsOfThem(double factor) {
        Outlook outlook = new Outlook(FORECAST, factor, 0, NO_EXPERIENCE);
        for (int c = 0; c < outlook.size(); c++) {
            Interval half = outlook.interval(c, Share.HALF);
            Interval most = outlook.interval(c, Share.NINE_TENTHS);
            assertThat(most.low()).isLessThan(half.low());
            assertThat(most.high()).isGreaterThan(half.high());
        }
    }

    @ParameterizedTest(name = "seconds={0}")
    @ValueSource(doubles = {0.5442776641525916, 0.6096027958506303, 0.011622291019029111})
    void oneWorkerIsExactlyAsFastAsOne(double seconds) {
        // Given a serial run whose inverse is rounded
        RunModel model = Situation.of(described(10_135, ItemTime.of(seconds, 0), 1)
                        .on(machine(32, 32, 32))
                        .build())
                .model();

        // When
        Outlook outlook = new Outlook(Forecast.byFormula(model, List.of(model.withBestChunk(1))), 1, 0, NO_EXPERIENCE);

        // Then
        assertThat(outlook.speedup(0)).isOne();
        assertThat(outlook.seconds(0)).isEqualTo(outlook.serialSeconds());
    }

    @Test
    void whatIsTheSameInAllFuturesStillVariesFromRunToRun() {
        // Given the serial run, whose speed-up is 1 in every future
        Interval interval = new Outlook(FORECAST, 1, 0, NO_EXPERIENCE).interval(0, Share.NINE_TENTHS);

        // Then: 2.5 % times 0.9²
        assertThat(interval.low()).isCloseTo(1 / 1.02025, within(1e-9));
        assertThat(interval.high()).isCloseTo(1.02025, within(1e-9));
    }

    @ParameterizedTest(name = "share={0}")
    @EnumSource
    void anIntervalHoldsItsShareOfTheFutures(Share share) {
        Outlook outlook = new Outlook(FORECAST, 1, 0, NO_EXPERIENCE);
        for (int c = 1; c < outlook.size(); c++) {
            Interval interval = outlook.interval(c, share);
            double below = 1 - outlook.probabilityOfGain(c, interval.low(), Double.NEGATIVE_INFINITY);
            double above = outlook.probabilityOfGain(c, interval.high(), Double.NEGATIVE_INFINITY);
            // Many futures of few workers are almost the same, and the interval goes a little beyond them.
            assertThat(below).isBetween(0.0, share.low() + 0.02);
            assertThat(above).isBetween(0.0, share.low() + 0.02);
            if (outlook.candidate(c).workers() == 32) {
                assertThat(1 - below - above).isCloseTo(share.high() - share.low(), within(0.1));
            }
        }
    }

    @ParameterizedTest(name = "factor={0}")
    @ValueSource(doubles = {0.5, 1, 3})
    void aTimeIsAsSureAsTheSpeedupWhereTheSerialTimeIsKnownExactly(double factor) {
        // Given items that take the same time in every run
        Outlook outlook = new Outlook(forecast(0), factor, 0, NO_EXPERIENCE);
        for (int c = 0; c < outlook.size(); c++) {
            for (Share share : Share.values()) {
                // When
                Interval seconds = outlook.secondsInterval(c, share);

                // Then
                Interval speedup = outlook.interval(c, share);
                assertThat(seconds.low() * speedup.high() / outlook.serialSeconds())
                        .isCloseTo(1, within(1e-9));
                assertThat(seconds.high() * speedup.low() / outlook.serialSeconds())
                        .isCloseTo(1, within(1e-9));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void anIntervalOfTheTimeHoldsItsShareOfTheFutures(Share share) {
        // Given items so uneven that the longest of them makes the serial time uncertain
        Outlook outlook = new Outlook(forecast(3), 1, 0, NO_EXPERIENCE);
        for (int c = 0; c < outlook.size(); c++) {
            // When
            Interval interval = outlook.secondsInterval(c, share);

            // Then
            double below = outlook.probabilityDone(c, interval.low());
            double above = 1 - outlook.probabilityDone(c, interval.high());
            assertThat(below).isBetween(0.0, share.low() + 0.02);
            assertThat(above).isBetween(0.0, share.low() + 0.02);
            if (outlook.candidate(c).workers() == 32) {
                assertThat(1 - below - above).isCloseTo(share.high() - share.low(), within(0.1));
            }
        }
    }

    @Test
    void aGreaterFactorWidensAnIntervalOfTheTimeAroundTheSameTime() {
        double[] before = new double[FORECAST.candidates().size()];
        for (double factor : new double[] {0.5, 0.8, 1, 1.4, 3}) {
            // When
            Outlook outlook = new Outlook(FORECAST, factor, 0.1, NO_EXPERIENCE);
            for (int c = 0; c < outlook.size(); c++) {
                Interval interval = outlook.secondsInterval(c, Share.NINE_TENTHS);

                // Then
                assertThat(outlook.seconds(c)).isBetween(interval.low(), interval.high());
                assertThat(width(interval)).isGreaterThan(before[c]);
                before[c] = width(interval);
            }
        }
    }

    @Test
    void chanceThatNoFutureDrawsWidensTimesAlone() {
        // Given
        Outlook plain = new Outlook(FORECAST, 1, 0, NO_EXPERIENCE);
        Outlook chancy = new Outlook(FORECAST, 1, 0.3, NO_EXPERIENCE);
        for (int c = 0; c < plain.size(); c++) {
            // When
            Interval times = chancy.secondsInterval(c, Share.NINE_TENTHS);

            // Then: 1.645 standard deviations and more to each side
            assertThat(times.low()).isLessThan(chancy.seconds(c) * Math.exp(-0.49));
            assertThat(times.high()).isGreaterThan(chancy.seconds(c) * Math.exp(0.49));
            assertThat(chancy.interval(c, Share.NINE_TENTHS)).isEqualTo(plain.interval(c, Share.NINE_TENTHS));
        }
    }

    @Test
    void theChancesToBeTheBestAddUpToThatOfAnyParallelRun() {
        // Given
        Outlook outlook = new Outlook(FORECAST, 1, 0, NO_EXPERIENCE);

        // When
        double[] chances = outlook.chancesBest();

        // Then the serial run has none, and no loss is below 0
        assertThat(chances[0]).isZero();
        assertThat(DoubleStream.of(chances).sum()).isCloseTo(1, within(1e-9));
        for (int c = 0; c < chances.length; c++) {
            long without =
                    DoubleStream.of(outlook.losses(c)).filter(loss -> loss == 0).count();
            assertThat(without / (double) FORECAST.futures()).isCloseTo(chances[c], within(1e-9));
            assertThat(DoubleStream.of(outlook.losses(c)).average().orElseThrow())
                    .isCloseTo(outlook.regret(c), within(1e-9));
        }
    }

    @Test
    void whereTheSerialRunIsTheBestNoCandidateIs() {
        // Given
        RunModel model =
                Situation.of(described(10, ItemTime.of(1e-6, 0), 1).build()).model();
        List<Candidate> candidates =
                IntStream.of(1, 2).mapToObj(model::withBestChunk).toList();

        // When
        double[] chances = new Outlook(Forecast.byFormula(model, candidates), 1, 0, NO_EXPERIENCE).chancesBest();

        // Then
        assertThat(chances).containsExactly(0, 0);
    }
}
