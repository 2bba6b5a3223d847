package io.amorsize.validation.realwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.optimizer.Executor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SweepTest {

    @Test
    void triesChunksFromOneItemToOneChunkForEachWorker() {
        assertThat(Sweep.chunkSizes(80, 2)).containsExactly(1L, 3L, 12L, 40L);
        assertThat(Sweep.chunkSizes(3, 2)).containsExactly(1L, 2L);
        assertThat(Sweep.chunkSizes(3, 3)).containsExactly(1L);
    }

    @Test
    void leavesNoLargeGapBetweenChunks() {
        List<Long> sizes = new ArrayList<>(Sweep.chunkSizes(500_000, 2));
        assertThat(sizes).startsWith(1L).endsWith(250_000L);
        for (int i = 1; i < sizes.size(); i++) {
            // Rounding to whole items may add half an item to the step.
            assertThat((double) sizes.get(i) / sizes.get(i - 1)).isBetween(1.0, 8.5);
        }
    }

    @Test
    void triesSerialAndBothKindsOfThreadsUpToTheItems() {
        List<Way> plans = Sweep.plans(6, 8);

        assertThat(plans.getFirst()).isEqualTo(Way.SERIAL);
        assertThat(plans).doesNotHaveDuplicates();
        assertThat(plans.stream()
                        .skip(1)
                        .map(way -> ((Way.Planned) way).workers())
                        .distinct())
                .containsExactly(2, 3, 4);
        assertThat(plans.stream()
                        .skip(1)
                        .map(way -> ((Way.Planned) way).executor())
                        .distinct())
                .containsExactly(Executor.PLATFORM_THREADS, Executor.VIRTUAL_THREADS);
    }

    @Test
    void runsAllOnceAndTheFasterHalfAgain() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        List<Way> plans = Sweep.plans(64, 8);
        Readings readings = readings(calls, 64);

        int runs = Sweep.run(readings, plans);

        assertThat(calls.get()).isEqualTo(64 * runs);
        assertThat(runs).isBetween(plans.size() * 3 / 2, plans.size() * 2);
        assertThat(readings.ranking()).containsExactlyInAnyOrderElementsOf(plans);
        assertThat(Sweep.finalists(readings, 2)).hasSize(4);
    }

    @Test
    void runsEachWayInEachRound() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Readings readings = readings(calls, 10);

        readings.add(List.of(Way.SERIAL, Way.PARALLEL_STREAM, Way.SERIAL), 3);

        assertThat(calls).hasValue(10 * 2 * 3);
    }

    private static Readings readings(AtomicInteger calls, int items) {
        return new Readings(
                index -> {
                    calls.incrementAndGet();
                    return index;
                },
                items,
                items * (items - 1L) / 2,
                new Random(1));
    }

    @Test
    void refusesARunThatGivesSomethingElse() {
        Readings readings = new Readings(index -> index, 10, 46, new Random(1));

        assertThatThrownBy(() -> readings.add(List.of(Way.SERIAL), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Run by serial the items gave 45, not 46");
    }

    @Test
    void hasNoMedianOfWhatWasNotRun() {
        Readings readings = new Readings(index -> index, 10, 45, new Random(1));

        assertThatThrownBy(() -> readings.median(Way.SERIAL)).isInstanceOf(IllegalArgumentException.class);
    }
}
