package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.workload.RuntimeOverheads;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunModelTest {

    private static final ItemTimeLaw ITEMS = new ItemTimeLaw(0.01, 0.5, 0.05, 0.2, Double.POSITIVE_INFINITY, false);

    @ParameterizedTest(name = "v={0}")
    @ValueSource(doubles = {0, 0.05, 0.3, 1, 3})
    void moreDispatchOverheadNeverMakesTheBestChunkSmaller(double variation) {
        for (double items : new double[] {10, 100, 777, 10_000, 1e6}) {
            for (int workers : new int[] {2, 5, 8, 31}) {
                Models models = Models.of(items, 1e-3).variation(variation).cores(32);
                long before = 1;
                for (double dispatch = 1e-9; dispatch < 1; dispatch *= 1.1) {
                    // When
                    Candidate best = models.dispatch(dispatch).model().withBestChunk(workers);

                    // Then
                    assertThat(best.chunkSize())
                            .as("N=%s, P=%d, dispatch=%s", items, workers, dispatch)
                            .isGreaterThanOrEqualTo(before);
                    before = best.chunkSize();
                }
            }
        }
    }

    @ParameterizedTest(name = "v={0}")
    @ValueSource(doubles = {0, 0.05, 0.3, 1, 3})
    void theBestChunkIsWithinAFewPercentOfAnExhaustiveSearch(double variation) {
        for (double items : new double[] {10, 100, 777, 3000}) {
            for (int workers : new int[] {2, 8, 31}) {
                for (double dispatch : new double[] {0, 1e-6, 1e-4, 1e-2}) {
                    // Given
                    RunModel model = Models.of(items, 1e-3)
                            .variation(variation)
                            .cores(32)
                            .dispatch(dispatch)
                            .model();

                    // When
                    Candidate best = model.withBestChunk(workers);

                    // Then
                    double mean = 1e-3 * best.expectedStretch();
                    double least = Double.POSITIVE_INFINITY;
                    for (long chunk = 1; chunk <= Math.ceil(items / workers); chunk++) {
                        least = Math.min(
                                least, model.with(workers, chunk).time().cautiousSeconds(mean));
                    }
                    assertThat(best.time().cautiousSeconds(mean))
                            .as("N=%s, P=%d, dispatch=%s", items, workers, dispatch)
                            .isLessThan(1.01 * least);
                }
            }
        }
    }

    @ParameterizedTest(name = "v={0}")
    @ValueSource(doubles = {0, 0.05, 0.3, 1, 3})
    void theBestChunkIsTheLargestOfThoseAsGoodAsTheBest(double variation) {
        int[] rounds = {1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 28, 40, 60, 100, 170, 300, 1_000, 10_000};
        for (double items : new double[] {10, 100, 777, 100_000}) {
            for (int workers : new int[] {2, 6, 8, 31, 64}) {
                for (double dispatch : new double[] {0, 1e-7, 1e-5, 1e-3}) {
                    // Given
                    RunModel model = Models.of(items, 1e-3)
                            .variation(variation)
                            .cores(32)
                            .dispatch(dispatch)
                            .model();

                    // When
                    Candidate best = model.withBestChunk(workers);

                    // Then
                    double mean = 1e-3 * best.expectedStretch();
                    long[] chunks = IntStream.of(rounds)
                            .mapToLong(round -> (long) Math.ceil(items / workers / round))
                            .distinct()
                            .toArray();
                    double[] seconds = LongStream.of(chunks)
                            .mapToDouble(
                                    chunk -> model.with(workers, chunk).time().cautiousSeconds(mean))
                            .toArray();
                    double bar = 1.0005 * DoubleStream.of(seconds).min().orElseThrow();
                    int largest = 0;
                    while (seconds[largest] > bar) {
                        largest++;
                    }
                    assertThat(best.chunkSize())
                            .as("N=%s, P=%d, dispatch=%s", items, workers, dispatch)
                            .isEqualTo(chunks[largest]);
                }
            }
        }
    }

    @Test
    void equalItemsThatComputeAreNotHandedOutInFewWholeRounds() {
        // Given: hand-overs that cost next to nothing, and workers that never run equally fast.
        RunModel model = Models.of(80, 5e-4).dispatch(20e-9).model();

        // When
        Candidate best = model.withBestChunk(2);

        // Then
        assertThat(best.chunkSize()).isEqualTo(1);
    }

    @Test
    void equalItemsThatWaitKeepStep() {
        // Given
        RunModel model = Models.of(80, 5e-4).cpuShare(0).dispatch(20e-9).model();

        // When
        Candidate best = model.withBestChunk(2);

        // Then
        assertThat(best.chunkSize()).isGreaterThan(1);
        assertThat(80 % (2 * best.chunkSize())).isZero();
    }

    @Test
    void theSerialRunHasNoOverheads() {
        // Given
        RunModel model = Models.of(1000, 0.01).start(1).dispatch(1).model();

        // When
        Candidate serial = model.withBestChunk(1);

        // Then
        assertThat(serial.overheadSeconds()).isZero();
        assertThat(serial.criticalItems()).isEqualTo(1000);
        assertThat(serial.expectedStretch()).isEqualTo(1);
        for (int draw = 0; draw < ScalingBeliefs.LEARNED.few().size(); draw++) {
            assertThat(model.serialSeconds(ScalingBeliefs.LEARNED.few(), draw, model.expectedItems(), 0))
                    .isCloseTo(10, within(1e-9));
        }
    }

    @Test
    void noDrawBeatsTheCpusNorTheLongestItem() {
        // Given
        RunModel model = Models.of(1000, 0.01).cores(4).model();

        for (int workers : new int[] {2, 4, 16, 64}) {
            Candidate candidate = model.withBestChunk(workers);
            for (int draw = 0; draw < ScalingBeliefs.LEARNED.many().size(); draw++) {
                // When
                double seconds =
                        model.seconds(candidate, ScalingBeliefs.LEARNED.many(), draw, model.expectedItems(), 0);

                // Then
                assertThat(seconds).isGreaterThanOrEqualTo(10.0 / Math.min(workers, 4) * 0.85);
                if (workers > 4) {
                    assertThat(seconds).isGreaterThanOrEqualTo(2.5);
                }
            }
        }
    }

    /** Items of 10 ms on so many cores, with workers that need a CPU second each before they begin. */
    private static RunModel booting(int cores, double bootCpuSeconds, int repetitions) {
        return pool(cores, bootCpuSeconds, 0, repetitions);
    }

    private static RunModel pool(int cores, double bootCpuSeconds, double stopSeconds, int repetitions) {
        return new RunModel(new RunModel.Inputs(
                1000,
                ITEMS,
                workers -> 1,
                Models.cpus(cores),
                OptionalDouble.empty(),
                false,
                Bandwidth.UNLIMITED,
                workers -> new RuntimeOverheads(0, bootCpuSeconds, stopSeconds, 0, 0, Double.POSITIVE_INFINITY, false),
                0,
                0,
                repetitions,
                workers -> Double.POSITIVE_INFINITY));
    }

    @Test
    void workersBootSideBySideAsFarAsTheCpusGo() {
        // One worker boots alone, 16 on 64 cores hinder each other, and on 2 cores they take turns.
        assertThat(booting(64, 3, 1).costs(1).bootAndStopSeconds()).isCloseTo(3, within(1e-12));
        assertThat(booting(64, 3, 1).costs(16).bootAndStopSeconds()).isCloseTo(3 * (1 + 15 * 0.05), within(1e-12));
        assertThat(booting(2, 3, 1).costs(16).bootAndStopSeconds()).isCloseTo(3 * 8, within(1e-12));
        assertThat(booting(2, 0, 1).costs(16).bootAndStopSeconds()).isZero();
    }

    @Test
    void workersEndOneAfterTheOtherAndOnceForAllRepetitions() {
        assertThat(pool(64, 0, 0.01, 1).costs(16).bootAndStopSeconds()).isCloseTo(0.16, within(1e-12));
        assertThat(pool(64, 0, 0.01, 10).costs(16).bootAndStopSeconds()).isCloseTo(0.016, within(1e-12));
        assertThat(pool(2, 3, 0.01, 1).costs(16).bootAndStopSeconds()).isCloseTo(24.16, within(1e-12));
        assertThat(pool(2, 3, 0.01, 1).serial().fixedSeconds()).isZero();
    }

    @Test
    void repetitionsShareOneBoot() {
        assertThat(booting(2, 3, 10).costs(16).bootAndStopSeconds()).isCloseTo(2.4, within(1e-12));
        assertThat(booting(2, 3, Integer.MAX_VALUE).costs(16).bootAndStopSeconds())
                .isCloseTo(0, within(1e-7));
        assertThat(booting(8, 3, 1).with(8, 10).fixedSeconds()
                        - booting(8, 0, 1).with(8, 10).fixedSeconds())
                .isCloseTo(3 * 1.35, within(1e-12));
    }

    @Test
    void oneDrawTakesAsLongAloneAsAmongAll() {
        // Given a quota, waiting and items of any length
        for (double share : new double[] {0, 0.05, 0.6, 1, 2}) {
            RunModel model = new RunModel(new RunModel.Inputs(
                    1000,
                    ITEMS,
                    workers -> share,
                    new CpuCapacity(3.5, 8, 16, 0, false, 20, false),
                    OptionalDouble.empty(),
                    true,
                    Bandwidth.UNLIMITED,
                    workers -> new RuntimeOverheads(1e-4, 0.01, 1e-4, 0.5, 1e-5, 1e9, false),
                    1000,
                    0.1,
                    1,
                    workers -> Double.POSITIVE_INFINITY));
            ItemDraws items = ItemDraws.few(ITEMS, 1000);
            double[] all = new double[ScalingBeliefs.LEARNED.few().size()];
            for (int workers : new int[] {2, 3, 4, 8, 16, 100}) {
                Candidate candidate = model.withBestChunk(workers);

                // When
                model.seconds(candidate, ScalingBeliefs.LEARNED.few(), items, all);

                // Then
                for (int draw = 0; draw < all.length; draw++) {
                    assertThat(all[draw])
                            .as("CPU share %s, n=%d, draw %d", share, workers, draw)
                            .isCloseTo(
                                    model.seconds(candidate, ScalingBeliefs.LEARNED.few(), draw, items, draw),
                                    within(1e-12 * all[draw]));
                }
            }
        }
    }
}
