package io.amorsize.optimizer;

import static io.amorsize.testing.Requests.cpuBound;
import static io.amorsize.testing.Requests.described;
import static io.amorsize.testing.Requests.machine;
import static io.amorsize.testing.Requests.withMemory;
import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.Requests;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.ItemTime;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which way an answer moves when one input does.
 *
 * <p>Where a bound decides (memory, the caller's maximum) the workers follow it strictly up to what the work can use.
 * Where the least regret decides, plans within the tolerance of half a percent are ties, of which the smaller is taken: there
 * the step of the grid, a factor of 1.3, is the precision of the answer. Chunk sizes are ties within a twentieth of a
 * percent of the time, which may move the number of rounds by a factor of two.
 */
class MonotonicityTest {

    /** One step of the grid of worker counts, rounded up. */
    private static final double GRID_STEP = 1.35;

    /** A workload, made anew for each change because the builder is not copied. */
    record Work(String name, Supplier<Requests> requests) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Work> workloads() {
        return Stream.of(
                new Work("CPU, long", () -> cpuBound(10_000, 0.1)),
                new Work("CPU, short", () -> cpuBound(100_000, 2e-5)),
                new Work("CPU on 64 cores", () -> cpuBound(10_000, 0.01).on(machine(64, 64, 64))),
                new Work("CPU, wide spread", () -> described(2_000, ItemTime.of(0.01, 0.015), 1)),
                new Work("waiting", Requests::shippingCalls),
                new Work("half and half", () -> described(5_000, ItemTime.of(0.02, 0.005), 0.5)),
                new Work(
                        "Python processes",
                        () -> cpuBound(2_000, 0.02).runtime(ExecutionRuntime.PYTHON_PROCESSES_SPAWN)));
    }

    private static Advice advise(Requests requests) {
        return new Optimizer().advise(requests.build());
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void moreMemoryNeverLowersTheWorkers(Work work) {
        int last = 0;
        for (long gib = 1; gib <= 1024; gib += Math.max(1, gib / 8)) {
            int workers = advise(
                            work.requests().get().memoryPerWorker(Requests.GIB).on(withMemory(gib * Requests.GIB)))
                    .plan()
                    .workers();
            assertThat((double) workers).as("workers with %d GiB", gib).isGreaterThanOrEqualTo(last / GRID_STEP);
            if (last <= 16) {
                assertThat(workers).as("workers with %d GiB", gib).isGreaterThanOrEqualTo(last);
            }
            last = workers;
        }
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void aHigherMaximumNeverLowersTheWorkers(Work work) {
        int last = 0;
        for (int most = 1; most <= 16; most++) {
            int workers = advise(work.requests().get().maxWorkers(most)).plan().workers();
            assertThat(workers).as("workers of at most %d", most).isBetween(last, most);
            last = workers;
        }
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void moreDispatchOverheadNeverMakesMoreChunks(Work work) {
        // Given one number of workers, so that only the chunk size moves
        long last = Long.MAX_VALUE / 2;
        for (double seconds = 1e-7; seconds < 1; seconds *= 2) {
            Advice advice = advise(work.requests()
                    .get()
                    .dispatchSeconds(seconds)
                    .workerStartSeconds(0)
                    .workerCandidates(8));
            CurvePoint pool = advice.curve().getLast();
            long chunks = Math.ceilDiv(
                    work.requests().get().build().workload().items().orElseThrow(), pool.chunkSize());
            assertThat(chunks).as("chunks at %s s a hand-over", seconds).isLessThanOrEqualTo(2 * last);
            last = Math.min(last, chunks);
        }
        assertThat(last).as("chunks at last: one to three rounds").isBetween(8L, 24L);
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void dearerWorkersAreNeverMore(Work work) {
        int last = Integer.MAX_VALUE;
        for (double seconds = 1e-6; seconds < 1e4; seconds *= 2) {
            int workers = advise(work.requests().get().workerStartSeconds(seconds))
                    .plan()
                    .workers();
            assertThat(workers).as("workers at %s s a start", seconds).isLessThanOrEqualTo(last);
            last = workers;
        }
        assertThat(last).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void fasterItemsNeverTurnSerialIntoParallel(Work work) {
        boolean wasSerial = false;
        PlanRequest base = work.requests().get().build();
        double share = base.workload().cpuShare().orElseThrow();
        for (double seconds = 1; seconds > 1e-9; seconds /= 2) {
            Advice advice = advise(described(1_000, ItemTime.of(seconds, 0.2 * seconds), share)
                    .on(base.host())
                    .runtime(base.runtime()));
            if (wasSerial) {
                assertThat(advice.decision()).as("items of %s s", seconds).isNotEqualTo(Decision.PARALLEL);
            }
            wasSerial |= advice.decision() == Decision.SERIAL;
        }
        assertThat(wasSerial).as("serial in the end").isTrue();
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void moreRepetitionsNeverLowerTheWorkers(Work work) {
        int last = 0;
        for (int repetitions = 1; repetitions <= 1_000_000; repetitions *= 10) {
            int workers = advise(work.requests().get().repetitions(repetitions))
                    .plan()
                    .workers();
            assertThat(workers).as("workers over %d runs", repetitions).isGreaterThanOrEqualTo(last);
            last = workers;
        }
    }

    @Test
    void moreCpusNeverLowerTheWorkersOfCpuWorkByMoreThanAStepOfTheGrid() {
        int last = 0;
        for (int cores = 1; cores <= 256; cores += Math.max(1, cores / 8)) {
            int workers = advise(cpuBound(100_000, 0.1).on(machine(cores, cores, cores)))
                    .plan()
                    .workers();
            assertThat((double) workers).as("workers on %d cores", cores).isGreaterThanOrEqualTo(last / GRID_STEP);
            last = workers;
        }
    }

    @Test
    void moreItemsNeverTurnParallelIntoSerial() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 100; i++) {
            double seconds = Math.pow(10, -7 + 6 * random.nextDouble());
            double share = random.nextDouble();
            boolean wasParallel = false;
            for (long items = 2; items <= 1_000_000; items *= 4) {
                Advice advice = advise(described(items, ItemTime.of(seconds, 0.3 * seconds), share));
                if (wasParallel) {
                    assertThat(advice.decision())
                            .as("%d items of %s s at a share of %s", items, seconds, share)
                            .isEqualTo(Decision.PARALLEL);
                }
                wasParallel |= advice.decision() == Decision.PARALLEL;
            }
        }
    }
}
