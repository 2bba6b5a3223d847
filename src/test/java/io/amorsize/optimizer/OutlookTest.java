package io.amorsize.optimizer;

import static io.amorsize.testing.Requests.cpuBound;
import static io.amorsize.testing.Requests.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.cost.Candidate;
import io.amorsize.cost.Forecast;
import io.amorsize.cost.RunModel;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlookTest {

    private static final Forecast FORECAST = forecast();

    private static Forecast forecast() {
        RunModel model = Situation.of(
                        cpuBound(10_000, 0.05).on(machine(32, 32, 32)).build())
                .model();
        List<Candidate> candidates =
                IntStream.of(1, 2, 8, 32).mapToObj(model::withBestChunk).toList();
        return Forecast.byFormula(model, candidates);
    }

    private static double width(Interval interval) {
        return Math.log(interval.high() / interval.low());
    }

    @ParameterizedTest(name = "share={0}")
    @ValueSource(doubles = {0.5, 0.9})
    void aGreaterFactorWidensAnIntervalAroundTheSameMedian(double share) {
        Outlook plain = new Outlook(FORECAST, 1);
        for (int c = 1; c < plain.size(); c++) {
            double before = 0;
            for (double factor : new double[] {0.8, 1, 1.4, 3}) {
                // When
                Outlook outlook = new Outlook(FORECAST, factor);

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
        Outlook outlook = new Outlook(FORECAST, factor);
        for (int c = 0; c < outlook.size(); c++) {
            Interval half = outlook.interval(c, 0.5);
            Interval most = outlook.interval(c, 0.9);
            assertThat(most.low()).isLessThan(half.low());
            assertThat(most.high()).isGreaterThan(half.high());
        }
    }

    @Test
    void whatIsTheSameInAllFuturesStillVariesFromRunToRun() {
        // Given the serial run, whose speed-up is 1 in every future
        Interval interval = new Outlook(FORECAST, 1).interval(0, 0.9);

        // Then: 2.5 % times 0.9²
        assertThat(interval.low()).isCloseTo(1 / 1.02025, within(1e-9));
        assertThat(interval.high()).isCloseTo(1.02025, within(1e-9));
    }

    @ParameterizedTest(name = "share={0}")
    @ValueSource(doubles = {0.5, 0.9})
    void anIntervalHoldsItsShareOfTheFutures(double share) {
        Outlook outlook = new Outlook(FORECAST, 1);
        for (int c = 1; c < outlook.size(); c++) {
            Interval interval = outlook.interval(c, share);
            double below = 1 - outlook.probabilityOfGain(c, interval.low(), Double.NEGATIVE_INFINITY);
            double above = outlook.probabilityOfGain(c, interval.high(), Double.NEGATIVE_INFINITY);
            // Many futures of few workers are almost the same, and the interval goes a little beyond them.
            assertThat(below).isBetween(0.0, 0.5 * (1 - share) + 0.02);
            assertThat(above).isBetween(0.0, 0.5 * (1 - share) + 0.02);
            if (outlook.candidate(c).workers() == 32) {
                assertThat(1 - below - above).isCloseTo(share, within(0.1));
            }
        }
    }
}
