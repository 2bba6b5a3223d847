package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.CurvePoint;
import io.amorsize.optimizer.Interval;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.testing.MemoryOutcomeLog;
import io.amorsize.testing.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Learning as a whole: the real optimizer in worlds whose law it is not told. */
class LearningTest {

    private static final int CORES = 32;
    private static final long ITEMS = 4_000;
    private static final double RUN_NOISE = 0.03;

    /** How a workload really behaves: contention, coherency, and item times other than its owner says. */
    private record World(String name, double meanSeconds, double contention, double coherency, double misstated) {

        static World draw(int number, RandomGenerator random) {
            return new World(
                    "workload-" + number,
                    0.005 * Math.exp(random.nextGaussian()),
                    0.1 * random.nextDouble(),
                    0.01 * random.nextDouble(),
                    Math.exp(0.5 * random.nextGaussian()));
        }

        double seconds(int workers) {
            double busy = Math.min(workers, CORES);
            return ITEMS * meanSeconds * (1 + contention * (busy - 1) + coherency * busy * (busy - 1)) / busy;
        }

        /** What the owner asks. */
        PlanRequest request() {
            return Requests.cpuBound(ITEMS, meanSeconds * misstated)
                    .name(name)
                    .on(HostCapacity.ofCores(CORES))
                    .build();
        }

        double regret(Recommendation recommendation) {
            double least = Double.POSITIVE_INFINITY;
            for (CurvePoint point : recommendation.advice().curve()) {
                least = Math.min(least, seconds(point.workers()));
            }
            return seconds(recommendation.advice().plan().workers()) / least - 1;
        }
    }

    private final MemoryOutcomeLog log = new MemoryOutcomeLog();
    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private int numbers;
    private final History history = new History(log, () -> now, Duration.ofDays(1));
    private final Optimizer optimizer = new Optimizer();

    private Recommendation recommend(PlanRequest asked) {
        PlanRequest request = asked.with(history.experience(asked));
        return new Recommendation(nextId(), now, request, optimizer.advise(request));
    }

    private String nextId() {
        return String.format(Locale.ROOT, "%09d", ++numbers);
    }

    /** Runs the world by the recommendation and reports what happened. */
    private Outcome follow(World world, Recommendation recommendation, RandomGenerator random) {
        int workers = recommendation.advice().plan().workers();
        now = now.plusSeconds(3_600);
        Run run = new Run(
                workers,
                OptionalLong.of(recommendation.advice().plan().chunkSize()),
                ITEMS,
                world.seconds(workers) * Math.exp(RUN_NOISE * random.nextGaussian()));
        Outcome outcome = Outcome.of(nextId(), Promise.of(recommendation), now, run);
        return history.add(outcome, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lowersTheRegretOfTheSameWorkload(long seed) {
        // Given
        RandomGenerator random = new SplittableRandom(seed);
        int worlds = 30;
        int rounds = 6;
        double[] regret = new double[rounds];

        // When
        for (int i = 0; i < worlds; i++) {
            World world = World.draw(i, random);
            for (int round = 0; round < rounds; round++) {
                Recommendation recommendation = recommend(world.request());
                regret[round] += world.regret(recommendation) / worlds;
                follow(world, recommendation, random);
            }
        }

        // Then
        System.out.printf(
                Locale.ROOT,
                "seed %d: mean regret of the first run %.3f, the second %.3f, the sixth %.3f%n",
                seed,
                regret[0],
                regret[1],
                regret[5]);
        assertThat(regret[5]).isLessThan(0.5 * regret[0]);
    }

    @Test
    void predictsTheTimeOfTheNextRunOfTheSameWorkload() {
        // Given a workload whose items take twice as long as its owner says
        World world = new World("slow", 0.01, 0.02, 0.001, 0.5);
        RandomGenerator random = new SplittableRandom(1);
        Outcome first = follow(world, recommend(world.request()), random);

        // When
        Outcome third = first;
        for (int i = 0; i < 2; i++) {
            third = follow(world, recommend(world.request()), random);
        }

        // Then
        assertThat(logError(first)).isGreaterThan(Math.log(1.5));
        assertThat(Math.abs(logError(third))).isLessThan(0.1);
    }

    private static double logError(Outcome outcome) {
        return outcome.prediction().orElseThrow().logError(outcome.run().elapsedSeconds());
    }

    @Test
    void bringsTheCoverageOfItsClassToNinetyPercent() {
        // Given workloads that nobody has run before, described wrongly
        RandomGenerator random = new SplittableRandom(20261121);
        List<Boolean> inside = new ArrayList<>();
        List<Double> scores = new ArrayList<>();

        // When
        for (int i = 0; i < 600; i++) {
            World world = World.draw(i, random);
            Outcome outcome = follow(world, recommend(world.request()), random);
            double seconds = outcome.run().elapsedSeconds();
            Prediction prediction = outcome.prediction().orElseThrow();
            Interval interval = prediction.interval90();
            inside.add(interval.low() <= seconds && seconds <= interval.high());
            scores.add(prediction.score(seconds));
        }

        // Then
        double untaught = share(scores.stream().map(score -> score <= 1).toList());
        double taught = share(inside.subList(50, inside.size()));
        System.out.printf(
                Locale.ROOT,
                "coverage of the 90 %% interval as the model makes it %.3f, as experience widens it %.3f%n",
                untaught,
                taught);
        assertThat(untaught).isLessThan(0.8);
        assertThat(taught).isBetween(0.85, 0.95);
    }

    private static double share(List<Boolean> inside) {
        return (double) inside.stream().filter(held -> held).count() / inside.size();
    }

    @Test
    void equalHistoriesAndRequestsGiveEqualAnswers() {
        // Given
        World world = new World("same", 0.01, 0.02, 0.001, 1.3);
        RandomGenerator random = new SplittableRandom(1);
        for (int i = 0; i < 5; i++) {
            follow(world, recommend(world.request()), random);
        }
        History another = new History(log, () -> now, Duration.ZERO);

        // When
        PlanRequest here = world.request().with(history.experience(world.request()));
        PlanRequest there = world.request().with(another.experience(world.request()));

        // Then
        assertThat(there).isEqualTo(here);
        assertThat(here.experience().observations()).hasSize(5);
        assertThat(optimizer.advise(there)).isEqualTo(optimizer.advise(here));
    }
}
