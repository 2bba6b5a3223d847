package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.workload.Samples;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleSimulationTest {

    private static final double NO_TIMEOUT = Double.POSITIVE_INFINITY;

    @ParameterizedTest(name = "N={0}")
    @ValueSource(doubles = {1, 7, 1000, 2049, 1e6, 1e12})
    void equalSamplesGiveTheScheduleOfEqualItems(double items) {
        // Given
        double[] sample = new double[2000];
        Arrays.fill(sample, 1);
        RunModel model = Models.of(items, 1).cpuShare(0).model();
        List<Candidate> candidates = List.of(model.serial(), model.withBestChunk(8));

        // When
        Forecast forecast = Forecast.bySamples(model, candidates, Samples.ofWallSeconds(sample), NO_TIMEOUT);

        // Then
        double median = Models.quantile(Models.sorted(forecast, 1), 0.5);
        assertThat(median).isCloseTo(Math.max(items / 8, Math.ceil(items / 8)), Percentage.withPercentage(6));
        for (int future = 0; future < forecast.futures(); future++) {
            assertThat(forecast.serialSeconds(future)).isCloseTo(items, Percentage.withPercentage(3));
            assertThat(forecast.seconds(0, future)).isEqualTo(forecast.serialSeconds(future));
        }
    }

    @Test
    void noFutureBeatsTheWorkersItHas() {
        // Given
        double[] sample = Models.items(new SplittableRandom(1), 64, Models.lognormal(1));
        for (double items : new double[] {300, 50_000}) {
            RunModel model = Models.of(items, 1.6).variation(1.3).cpuShare(0).model();
            List<Candidate> candidates = List.of(model.withBestChunk(3), model.withBestChunk(8));

            // When
            Forecast forecast = Forecast.bySamples(model, candidates, Samples.ofWallSeconds(sample), NO_TIMEOUT);

            // Then: the misfit of the scaling law is a factor of at most exp(0.15).
            for (int future = 0; future < forecast.futures(); future++) {
                double serial = forecast.serialSeconds(future);
                assertThat(serial / forecast.seconds(0, future)).isLessThan(3 * 1.17);
                assertThat(serial / forecast.seconds(1, future)).isLessThan(8 * 1.17);
            }
        }
    }

    @Test
    void workersThatStartSlowlyDoNotHoldUpTheOthers() {
        // Given: the first two workers finish all items before the hundredth is there.
        double[] sample = new double[200];
        Arrays.fill(sample, 1e-3);
        RunModel model = Models.of(1000, 1e-3).cpuShare(0).start(0.4).model();

        // When
        Forecast forecast =
                Forecast.bySamples(model, List.of(model.with(100, 1)), Samples.ofWallSeconds(sample), NO_TIMEOUT);

        // Then
        assertThat(Models.sorted(forecast, 0)[31]).isLessThan(1.5);
    }

    @Test
    void aTimeoutBoundsEveryFuture() {
        // Given
        double[] sample = Models.items(new SplittableRandom(1), 16, Models.pareto(0.5));
        RunModel model = Models.of(100, 3).variation(3).cpuShare(0).model();

        // When
        Forecast forecast = Forecast.bySamples(model, List.of(model.with(100, 1)), Samples.ofWallSeconds(sample), 5);

        // Then
        assertThat(Models.sorted(forecast, 0)[31]).isLessThanOrEqualTo(5 * 1.17);
    }

    enum Extreme {
        ONE_SAMPLE,
        TWO_SAMPLES,
        WIDE,
        SMALL,
        MANY;

        private double[] sample() {
            return switch (this) {
                case ONE_SAMPLE -> new double[] {0.01};
                case TWO_SAMPLES -> new double[] {1e-9, 1e9};
                case WIDE -> Models.items(new SplittableRandom(2), 60, p -> Math.pow(10, 18 * p - 9));
                case SMALL -> new double[] {1e-300, 1e-200, 1};
                case MANY -> Models.items(new SplittableRandom(3), 100_000, Models.lognormal(1));
            };
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Extreme.class)
    void extremeSamplesGiveFinitePositiveTimesSoon(Extreme extreme) {
        Samples samples = Samples.ofWallSeconds(extreme.sample());
        for (double items : new double[] {1, 2, 2048, 1e5, 1e15}) {
            RunModel model =
                    Models.of(items, 1).variation(1).dispatch(1e-6).start(1e-4).model();
            List<Candidate> candidates =
                    List.of(model.serial(), model.withBestChunk(2), model.withBestChunk(8), model.withBestChunk(5000));

            // When
            Forecast forecast = Assertions.assertTimeout(
                    Duration.ofSeconds(30), () -> Forecast.bySamples(model, candidates, samples, NO_TIMEOUT));

            // Then
            for (int c = 0; c < candidates.size(); c++) {
                for (int future = 0; future < forecast.futures(); future++) {
                    assertThat(forecast.seconds(c, future))
                            .as("N=%s, candidate %d, future %d", items, c, future)
                            .isPositive()
                            .isFinite();
                }
            }
        }
    }

    @Test
    void equalQuestionsGetEqualAnswers() {
        // Given
        Samples samples = Samples.ofWallSeconds(Models.items(new SplittableRandom(2), 32, Models.lognormal(1)));
        RunModel model = Models.of(10_000, 1.6).variation(1.3).model();
        List<Candidate> candidates = List.of(model.withBestChunk(2), model.withBestChunk(8));

        // When
        Forecast one = Forecast.bySamples(model, candidates, samples, NO_TIMEOUT);
        Forecast other = Forecast.bySamples(model, candidates, samples, NO_TIMEOUT);

        // Then
        assertThat(Models.sorted(one, 1)).isEqualTo(Models.sorted(other, 1));
    }

    enum Law {
        LOGNORMAL,
        EXPONENTIAL,
        PARETO;

        private DoubleUnaryOperator quantile() {
            return switch (this) {
                case LOGNORMAL -> Models.lognormal(1);
                case EXPONENTIAL -> Models.exponential();
                case PARETO -> Models.pareto(1.5);
            };
        }
    }

    // Measured coverage (width in ln seconds) of 100 repetitions, m = 32 and 128. N = 400: lognormal 92 (2.06), 94
    // (1.13);
    // exponential 91 (1.32), 97 (0.53); Pareto 84 (2.67), 89 (2.41). N = 4000: lognormal 81 (1.00), 82 (0.56);
    // exponential 88 (0.62), 92 (0.35); Pareto 71 (1.50), 71 (1.34).
    @ParameterizedTest(name = "{0}, m={1}, N={2}")
    @CsvSource({
        "LOGNORMAL, 32, 400",
        "LOGNORMAL, 128, 400",
        "EXPONENTIAL, 32, 400",
        "EXPONENTIAL, 128, 400",
        "PARETO, 32, 400",
        "PARETO, 128, 400",
        "LOGNORMAL, 32, 4000",
        "LOGNORMAL, 128, 4000",
        "EXPONENTIAL, 32, 4000",
        "EXPONENTIAL, 128, 4000",
        "PARETO, 32, 4000",
        "PARETO, 128, 4000"
    })
    void theNinetyPercentIntervalCoversTheTruth(Law law, int m, int items) {
        int repetitions = 100;
        int covered = 0;
        double width = 0;
        SplittableRandom random = new SplittableRandom(4711);
        ListSchedule schedule = new ListSchedule();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            // Given
            Samples samples = Samples.ofWallSeconds(Models.items(random, m, law.quantile()));
            SampleDiagnosis seen = SampleDiagnosis.of(samples);
            RunModel model = Models.of(items, seen.mean())
                    .variation(seen.variation())
                    .cpuShare(0)
                    .model();
            Candidate candidate = model.with(8, items / 200);
            double[] chunks = new double[200];
            for (int chunk = 0; chunk < chunks.length; chunk++) {
                chunks[chunk] = Arrays.stream(Models.items(random, items / 200, law.quantile()))
                        .sum();
            }
            double truth = schedule.makespan(chunks, chunks.length, 8, 0, 0, 0, 1);

            // When
            double[] seconds = Models.sorted(Forecast.bySamples(model, List.of(candidate), samples, NO_TIMEOUT), 0);

            // Then
            double low = Models.quantile(seconds, 0.05);
            double high = Models.quantile(seconds, 0.95);
            covered += low <= truth && truth <= high ? 1 : 0;
            width += Math.log(high / low) / repetitions;
        }
        assertThat(covered).as("ln width %s", width).isBetween(70, 100);
    }

    @Test
    void gapsAreFilledFromTheirNeighbours() {
        // Given
        double[] x = {0, 1, 2, 3, 5, 6};
        double[] y = {Double.NaN, Double.NaN, 4, Double.NaN, 10, Double.NaN};

        // When
        SampleSimulation.fillGaps(x, y);

        // Then
        assertThat(y).containsExactly(0, 2, 4, 6, 10, 10);
    }

    /** Candidates that are simulated and those that are not must compare, or the choice falls between the two. */
    @Test
    void theCurveOfHeavyTailedItemsHasNoStepBetweenSimulationAndFormula() {
        // Given
        Samples samples = Samples.ofWallSeconds(
                0.12, 0.31, 0.09, 0.22, 0.18, 2.1, 0.15, 0.4, 0.11, 0.25, 0.33, 0.19, 0.14, 0.9, 0.21, 0.17, 0.28, 0.16,
                0.13, 3.2, 0.24, 0.2, 0.1, 0.35);
        RunModel model = Models.of(200, 0.44).variation(1.6).cpuShare(0.6).model();
        List<Candidate> candidates =
                IntStream.rangeClosed(1, 27).mapToObj(model::withBestChunk).toList();

        // When
        Forecast forecast = Forecast.bySamples(model, candidates, samples, Double.POSITIVE_INFINITY);

        // Then more workers hardly make the median run slower, because the longest item sets its length (healthy: 5 %
        // at
        // most; 24 % while some candidates were simulated and others not, 78 % while the last items ran at full
        // company)
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < candidates.size(); c++) {
            int candidate = c;
            double[] seconds = IntStream.range(0, forecast.futures())
                    .mapToDouble(future -> forecast.seconds(candidate, future))
                    .sorted()
                    .toArray();
            double median = seconds[seconds.length / 2];
            assertThat(median).as("%d workers", candidates.get(c).workers()).isLessThan(1.12 * least);
            least = Math.min(least, median);
        }
    }
}
