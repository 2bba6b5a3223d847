package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PriorFitTest {

    private static final List<Integer> WORKERS = List.of(1, 2, 4, 8, 16, 32);

    /** A program with this contention and nothing else, items of 10 ms on 32 cores. */
    private static PriorFit.Sweep program(
            String benchmark, double contention, List<Integer> workers, SplittableRandom random) {
        RunModel model = new Models(1e6, 0.01, 0, 1, 32, 0, 0, 0).model();
        List<Double> logSeconds = workers.stream()
                .map(n -> Math.log(1e4 * (1 + contention * (n - 1)) / n) + 0.01 * random.nextGaussian())
                .toList();
        return new PriorFit.Sweep(benchmark, model, workers, logSeconds);
    }

    private static List<PriorFit.Sweep> programs() {
        SplittableRandom random = new SplittableRandom(5);
        List<PriorFit.Sweep> sweeps = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            sweeps.add(program("b" + i, Math.exp(-3 + 0.4 * random.nextGaussian()), WORKERS, random));
        }
        // Forty variants of one benchmark count as one.
        for (int i = 0; i < 40; i++) {
            sweeps.add(program("serial", 0.9, WORKERS, random));
        }
        return sweeps;
    }

    @Test
    void whatProgramsHaveInCommonIsLearned() {
        // Given
        PriorFit fit = PriorFit.ofWork(programs());

        // When
        ScalingPrior.Compute all = fit.work(benchmark -> true);
        ScalingPrior.Compute without = fit.work(benchmark -> !benchmark.equals("serial"));

        // Then
        assertThat(without.law().first().middle()).isCloseTo(-3, within(0.4));
        assertThat(without.law().first().spread()).isBetween(0.4, 1.2);
        // One benchmark of ln 0.9 among 13 and the wide prior.
        assertThat(all.law().first().middle() - without.law().first().middle()).isBetween(0.1, 0.4);
        assertThat(all.law().first().spread())
                .isGreaterThan(without.law().first().spread());
        assertThat(all.departures().getFirst()).isGreaterThan(0.6);
        assertThat(all.departures().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void whatTellsLittleIsReadInTheLightOfTheRest() {
        // Given many programs of which nobody tried more than two workers
        SplittableRandom random = new SplittableRandom(6);
        List<PriorFit.Sweep> sweeps = new ArrayList<>(programs());
        sweeps.removeIf(sweep -> sweep.benchmark().equals("serial"));
        for (int i = 0; i < 12; i++) {
            sweeps.add(program("small" + i, Math.exp(-3), List.of(1, 2), random));
        }

        // When
        ScalingPrior.Compute all = PriorFit.ofWork(sweeps).work(benchmark -> true);

        // Then they do not spread what the others agree on
        assertThat(all.law().first().middle()).isCloseTo(-3, within(0.4));
        assertThat(all.law().first().spread()).isLessThan(0.9);
    }

    @Test
    void theLimitOfServicesIsLearned() {
        // Given services that are busy from 10 to 20 calls on
        RunModel model = new Models(1e6, 0.01, 0, 1, 32, 0, 0, 0).model();
        List<PriorFit.Sweep> sweeps = DoubleStream.of(10, 12, 14, 16, 18, 20)
                .mapToObj(limit -> new PriorFit.Sweep(
                        "limit " + limit,
                        model,
                        List.of(1, 2, 4, 8, 16, 32, 64),
                        DoubleStream.of(1, 2, 4, 8, 16, 32, 64)
                                .mapToObj(n -> -Math.log(Math.min(n, limit)))
                                .toList()))
                .toList();

        // When
        ScalingPrior.Service service = PriorFit.ofServices(sweeps).service(benchmark -> true);

        // Then
        assertThat(service.saturating().second().middle()).isCloseTo(Math.log(14.6), within(0.3));
        assertThat(service.gradualShare()).isLessThan(0.2);
        assertThat(service.knees().getLast()).isGreaterThan(service.knees().getFirst());
    }
}
