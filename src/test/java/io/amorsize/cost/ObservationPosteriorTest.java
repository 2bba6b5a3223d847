package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.cost.ObservationPosterior.ObservedPlan;
import io.amorsize.workload.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationPosteriorTest {

    private static final double ITEMS = 1e6;

    /**
     * Published throughput tables: cisco (B. Schwartz, "Practical Scalability Analysis with the Universal Scalability Law"),
     * specsdm91 and raytracer (N. J. Gunther, "Guerrilla Capacity Planning"), and the noise-free law with contention and
     * coherency 0.02 of the R package usl, whose coherency is five standard deviations beyond what is believed of a program
     * before it is seen. The tolerance is the error at the workers that were not shown.
     */
    enum Table {
        CISCO(
                0.10,
                "1 4 12 32",
                "1=955.16 2=1878.91 3=2688.01 4=3548.68 6=5130.43 8=6531.08 10=7867.61 12=8646.7 16=9897.24"
                        + " 20=10798.52 24=12089.37 28=12158.93 32=12074.39"),
        SPECSDM91(0.10, "1 36 216", "1=64.9 18=995.9 36=1652.4 72=1853.2 108=1828.9 144=1775.0 216=1702.2"),
        RAYTRACER(0.10, "1 8 24 64", "1=20 4=78 8=130 12=170 16=190 20=200 24=210 28=230 32=260 48=280 64=310"),
        EXACT(0.25, "1 4 8 32", "1=1 2=1.8868 4=3.0769 6=3.5294 8=3.5398 12=3.1088 16=2.6230 24=1.92 32=1.4911");

        private final double tolerance;
        private final String shown;
        private final String rows;

        Table(double tolerance, String shown, String rows) {
            this.tolerance = tolerance;
            this.shown = shown;
            this.rows = rows;
        }

        private int[] shown() {
            return Pattern.compile(" ")
                    .splitAsStream(shown)
                    .mapToInt(Integer::parseInt)
                    .toArray();
        }

        private int[] workers() {
            return Pattern.compile("=\\S+ ?")
                    .splitAsStream(rows)
                    .mapToInt(Integer::parseInt)
                    .toArray();
        }

        private double throughput(int workers) {
            Matcher row = Pattern.compile("\\b" + workers + "=(\\S+)").matcher(rows);
            assertThat(row.find()).isTrue();
            return Double.parseDouble(row.group(1));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Table.class)
    void predictsThePublishedTablesWhereTheyWereNotShown(Table table) {
        // Given
        List<ObservedPlan> observed = plans(table.shown(), table::throughput);
        RunModel model = unknownProgram(table.throughput(1));

        for (int n : table.workers()) {
            // When
            double predicted = ITEMS / median(forecast(model, observed, n), 0);

            // Then
            assertThat(Math.abs(Math.log(predicted / table.throughput(n))))
                    .as("n=%d", n)
                    .isLessThan(table.tolerance);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Table.class)
    void interpolatesManyPreciseObservations(Table table) {
        // Given
        int[] all = table.workers();
        List<ObservedPlan> observed = new ArrayList<>();
        for (int repetition = 0; repetition < 3; repetition++) {
            observed.addAll(plans(all, table::throughput));
        }
        RunModel model = unknownProgram(table.throughput(1));

        for (int n : all) {
            // When
            double predicted = ITEMS / median(forecast(model, observed, n), 0);

            // Then
            assertThat(Math.abs(Math.log(predicted / table.throughput(n))))
                    .as("n=%d", n)
                    .isLessThan(0.06);
        }
    }

    @ParameterizedTest(name = "scale free: {0}")
    @ValueSource(booleans = {true, false})
    void theIntervalShrinksWithEveryAgreeingObservation(boolean scaleFree) {
        // Given
        RunModel model = Models.of(ITEMS, 1e-3).cores(64).model();
        IntToDoubleFunction truth = n -> 1000 * n / (1 + 0.01 * (n - 1) + 2e-4 * n * (n - 1));
        double before = Double.POSITIVE_INFINITY;
        int[] probes = {1, 64, 16, 4, 40};

        for (int count = 1; count <= probes.length; count++) {
            // When
            Forecast forecast = new ObservationPosterior(
                            model, plans(Arrays.copyOf(probes, count), truth), scaleFree, scaleFree)
                    .update(List.of(model.withBestChunk(30)), null)
                    .forecast();

            // Then
            double width = width(forecast, 0);
            assertThat(width).as("after %d", count).isLessThan(before * 1.1);
            before = width;
        }
        assertThat(before).isLessThan(0.2);
    }

    /**
     * 64 workers are three times slower than one, as of hardly any program that is believed in. The few of some hundred that
     * come near it tell 8 workers to a factor of 4, those of some thousand to 1.5.
     */
    @Test
    void looksForMoreProgramsWhereHardlyAnyExplainsTheRuns() {
        // Given
        IntToDoubleFunction truth = n -> 50 * n / (1 + 0.02 * (n - 1) + 0.04 * n * (n - 1));
        RunModel model = Models.of(ITEMS, 1.0 / 50).cores(64).model();

        // When
        double[] seconds = Models.sorted(forecastKnown(model, plans(new int[] {1, 64, 32}, truth), 8), 0);

        // Then
        double least = Models.quantile(seconds, 0.05);
        double most = Models.quantile(seconds, 0.95);
        assertThat(ITEMS / truth.applyAsDouble(8)).isBetween(least, most);
        assertThat(most / least).isLessThan(2);
    }

    @Test
    void aNoisyObservationCountsForLess() {
        // Given
        RunModel model = Models.of(ITEMS, 1e-3).cores(64).model();
        double expected = median(forecastKnown(model, List.of(), 16), 0);

        // When
        double logSeconds = Math.log(2 * expected);
        double precise = median(forecastKnown(model, List.of(new ObservedPlan(16, 0, logSeconds, 0)), 16), 0);
        double noisy = median(forecastKnown(model, List.of(new ObservedPlan(16, 0, logSeconds, 1)), 16), 0);

        // Then
        assertThat(precise / expected).isBetween(1.7, 2.05);
        assertThat(noisy / expected).isBetween(1.0, 1.2);
    }

    @Test
    void theFitNamesTheContentionThatWasPlanted() {
        // Given
        RunModel model = Models.of(ITEMS, 1e-3).cores(64).model();
        List<ObservedPlan> observed =
                plans(new int[] {1, 2, 4, 8, 16, 32, 64}, n -> 1000 * n / (1 + 0.05 * (n - 1) + 1e-4 * n * (n - 1)));

        // When
        ObservationPosterior.Fit fit = new ObservationPosterior(model, observed, true, true)
                .update(List.of(model.withBestChunk(16)), null)
                .fit();

        // Then
        assertThat(fit.contention()).isBetween(0.035, 0.07);
        assertThat(fit.coherency()).isBetween(2e-5, 4e-4);
        assertThat(fit.error()).isLessThan(0.1);
    }

    /** A future holds one state of the world: where the items turn out long, they are long in serial, too. */
    @Test
    void serialAndParallelTimesBelongToTheSamePopulation() {
        // Given
        Samples samples = Samples.ofWallSeconds(Models.items(new SplittableRandom(8), 24, Models.pareto(1.3)));
        SampleDiagnosis seen = SampleDiagnosis.of(samples);
        RunModel model = Models.of(2000, seen.mean())
                .variation(seen.variation())
                .cpuShare(0)
                .model();
        List<Candidate> candidates = List.of(model.serial(), model.withBestChunk(2));
        Forecast simulated = Forecast.bySamples(model, candidates, samples, Double.POSITIVE_INFINITY);
        double logSeconds = Math.log(median(simulated, 1));

        // When
        Forecast forecast = new ObservationPosterior(
                        model, List.of(new ObservedPlan(2, 0, logSeconds, 0.5)), false, false)
                .update(candidates, simulated)
                .forecast();

        // Then: two workers halve the time, but for the misfit of the law and the residual.
        double[] speedups = new double[forecast.futures()];
        for (int future = 0; future < speedups.length; future++) {
            speedups[future] = forecast.serialSeconds(future) / forecast.seconds(1, future);
            assertThat(forecast.seconds(0, future)).isEqualTo(forecast.serialSeconds(future));
        }
        Arrays.sort(speedups);
        assertThat(speedups[speedups.length / 10]).isGreaterThan(1.5);
        assertThat(speedups[speedups.length * 9 / 10]).isLessThan(2.5);
    }

    @ParameterizedTest(name = "{0} observations")
    @ValueSource(ints = {1, 2, 40, 400})
    void anyNumberOfObservationsIsAnsweredSoon(int count) {
        // Given
        RunModel model = Models.of(ITEMS, 1e-3).cores(64).model();
        SplittableRandom random = new SplittableRandom(count);
        List<ObservedPlan> observed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int n = 1 + i % 200;
            observed.add(new ObservedPlan(n, 1 + i, Math.log(1000.0 / Math.min(n, 64)) + random.nextDouble(0.05), 0));
        }

        // When
        Forecast forecast = Assertions.assertTimeout(Duration.ofSeconds(60), () -> forecast(model, observed, 1, 8, 64));

        // Then
        for (int c = 0; c < 3; c++) {
            for (int future = 0; future < forecast.futures(); future++) {
                assertThat(forecast.seconds(c, future)).isPositive().isFinite();
            }
        }
    }

    private static RunModel unknownProgram(double first) {
        return Models.of(ITEMS, 1 / first).variation(0.3).cores(64).model();
    }

    private static Forecast forecast(RunModel model, List<ObservedPlan> observed, int... workers) {
        List<Candidate> candidates =
                Arrays.stream(workers).mapToObj(model::withBestChunk).toList();
        return new ObservationPosterior(model, observed, true, true)
                .update(candidates, null)
                .forecast();
    }

    private static Forecast forecastKnown(RunModel model, List<ObservedPlan> observed, int workers) {
        List<Candidate> candidates = List.of(model.withBestChunk(workers));
        return observed.isEmpty()
                ? Forecast.byFormula(model, candidates)
                : new ObservationPosterior(model, observed, false, false)
                        .update(candidates, null)
                        .forecast();
    }

    private static List<ObservedPlan> plans(int[] workers, IntToDoubleFunction throughput) {
        return Arrays.stream(workers)
                .mapToObj(n -> new ObservedPlan(n, 0, Math.log(ITEMS / throughput.applyAsDouble(n)), 0))
                .toList();
    }

    private static double median(Forecast forecast, int candidate) {
        return Models.quantile(Models.sorted(forecast, candidate), 0.5);
    }

    private static double width(Forecast forecast, int candidate) {
        double[] seconds = Models.sorted(forecast, candidate);
        return Math.log(Models.quantile(seconds, 0.95) / Models.quantile(seconds, 0.05));
    }
}
