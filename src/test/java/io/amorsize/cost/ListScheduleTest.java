package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListScheduleTest {

    private final ListSchedule schedule = new ListSchedule();

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithANaiveSimulator(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            // Given
            double[] chunks = Models.items(random, 1 + random.nextInt(150), Models.lognormal(random.nextDouble(2)));
            int workers = 1 + random.nextInt(40);
            double head = random.nextBoolean() ? 0 : random.nextDouble(20);
            double dispatch = random.nextBoolean() ? 0 : random.nextDouble(0.5);
            double start = random.nextBoolean() ? 0 : random.nextDouble(3);

            // When
            double makespan = schedule.makespan(chunks, chunks.length, workers, head, dispatch, start, 1);

            // Then
            assertThat(makespan)
                    .as("D=%d, P=%d, head=%s, dispatch=%s, start=%s", chunks.length, workers, head, dispatch, start)
                    .isCloseTo(naive(chunks, workers, head, dispatch, start), within(1e-9));
        }
    }

    @Test
    void anEarlyWorkerTakesTheChunksThatALateOneIsNotYetThereFor() {
        // Given
        double[] chunks = new double[20];
        Arrays.fill(chunks, 0.1);

        // When
        double makespan = schedule.makespan(chunks, 20, 10, 0, 0, 1, 1);

        // Then: the first worker, there after 1 s, is done before the third is.
        assertThat(makespan).isCloseTo(2.5, within(1e-9));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void keepsGrahamsBound(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            // Given
            double[] chunks = Models.items(random, 1 + random.nextInt(200), Models.pareto(1.2));
            int workers = 1 + random.nextInt(30);

            // When
            double makespan = schedule.makespan(chunks, chunks.length, workers, 0, 0, 0, 1);

            // Then
            double sum = Arrays.stream(chunks).sum();
            double longest = Arrays.stream(chunks).max().orElseThrow();
            assertThat(makespan)
                    .isGreaterThanOrEqualTo(Math.max(longest, sum / workers) - 1e-9)
                    .isLessThanOrEqualTo(sum / workers + (1 - 1.0 / workers) * longest + 1e-9);
        }
    }

    @Test
    void aSaturatedDispatcherSetsThePace() {
        // Given
        double[] chunks = new double[100];
        Arrays.fill(chunks, 1);

        // When
        double makespan = schedule.makespan(chunks, 100, 50, 0, 0.5, 0, 1);

        // Then
        assertThat(makespan).isCloseTo(100 * 0.5 + 1, within(1e-9));
    }

    @Test
    void looksOnlyAtTheChunksItIsTold() {
        assertThat(schedule.makespan(new double[] {1, 2, 100}, 2, 4, 3, 0, 0, 1))
                .isEqualTo(5);
    }

    private static double naive(double[] chunks, int workers, double head, double dispatch, double start) {
        double[] free = new double[workers];
        Arrays.setAll(free, i -> (i + 1) * start + head);
        double dispatcher = 0;
        double makespan = 0;
        for (double chunk : chunks) {
            int first = 0;
            for (int i = 1; i < workers; i++) {
                first = free[i] < free[first] ? i : first;
            }
            dispatcher = Math.max(dispatcher, free[first]) + dispatch;
            free[first] = dispatcher + chunk;
            makespan = Math.max(makespan, free[first]);
        }
        return makespan;
    }

    @Test
    void workersThatCompeteSpeedUpAsOthersEnd() {
        // Given four workers on one CPU: alone, a chunk takes a quarter of its time
        double[] chunks = {4, 4, 4, 20};

        // When the last chunk is alone, 16 of its 20 seconds are left
        double makespan = schedule.makespan(chunks, 4, 4, 0, 0, 0, 0.25);

        // Then
        assertThat(makespan).isCloseTo(4 + 16 * 0.25, within(1e-12));
    }

    @Test
    void theSpeedUpOfTheLastNeverGoesBelowWhatOneTakesAlone() {
        double[] chunks = {4, 4, 4, 20};

        assertThat(schedule.makespan(chunks, 4, 4, 0, 0, 0, 0.5)).isCloseTo(4 + 16 * 0.5, within(1e-12));
        assertThat(schedule.makespan(chunks, 4, 4, 0, 0, 0, 1)).isEqualTo(20);
    }
}
