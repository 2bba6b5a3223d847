package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ItemTimerTest {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<double[]> batches = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private long now;

    /** On a thread that tells no times of its own, so that the clock of the test is the only one. */
    private void onVirtualThread(Runnable task) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Object ignored = threads.submit(task).get();
        }
    }

    private ItemTimer timer() {
        return new ItemTimer(() -> now, (seconds, share) -> {
            batches.add(seconds);
            shares.add(share);
        });
    }

    @Test
    void timesQuickItemsTogether() throws Exception {
        onVirtualThread(() -> {
            ItemTimer timer = timer();
            for (int item = 0; item < 99; item++) {
                now += 10_000;
                timer.tried(5e-6, 0, true);
                timer.pause();
            }
            timer.stop();
        });

        assertThat(batches).hasSize(4);
        assertThat(batches.stream().mapToInt(batch -> batch.length).sum()).isEqualTo(99);
        // What an item takes besides its own code is part of it.
        assertThat(batches.getFirst()).containsOnly(new double[] {1e-5}, within(1e-12));
        assertThat(shares).allSatisfy(share -> assertThat(share).isNaN());
    }

    @Test
    void timesLongItemsOneByOne() throws Exception {
        onVirtualThread(() -> {
            ItemTimer timer = timer();
            for (int item = 0; item < 3; item++) {
                now += 1_000_000L;
                timer.tried(1e-3, 5e-4, true);
                timer.pause();
            }
            timer.stop();
        });

        assertThat(batches).hasSize(3);
        assertThat(batches.get(1)).containsExactly(new double[] {1e-3}, within(1e-12));
        assertThat(shares).allSatisfy(share -> assertThat(share).isCloseTo(0.5, within(1e-9)));
    }

    @Test
    void learnsNothingFromTriesThatFailed() throws Exception {
        onVirtualThread(() -> {
            ItemTimer timer = timer();
            now += 900_000;
            timer.tried(9e-4, 0, false);
            now += 100_000;
            timer.tried(1e-4, 0, true);
            timer.pause();
            now += 900_000;
            timer.tried(9e-4, 0, false);
            timer.pause();
        });

        assertThat(batches).hasSize(1);
        assertThat(batches.getFirst()).containsExactly(new double[] {1e-4}, within(1e-12));
    }

    @Test
    void tellsItemsThatComputeFromItemsThatFindNoCpu() throws Exception {
        int threads = 4 * Runtime.getRuntime().availableProcessors();
        List<Double> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Double>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tasks.add(ItemTimerTest::shareOfComputing);
            }
            for (var result : pool.invokeAll(tasks)) {
                all.add(result.get());
            }
        }
        assertThat(all).allSatisfy(share -> assertThat(share).isGreaterThan(0.6));
    }

    private static double shareOfComputing() {
        double[] wallAndCpu = new double[2];
        ItemTimer timer = new ItemTimer(System::nanoTime, (seconds, share) -> {
            for (double one : seconds) {
                wallAndCpu[0] += one;
                wallAndCpu[1] += one * share;
            }
        });
        for (int item = 0; item < 1_000; item++) {
            long started = System.nanoTime();
            long until = THREADS.getCurrentThreadCpuTime() + 50_000;
            while (THREADS.getCurrentThreadCpuTime() < until) {
                Thread.onSpinWait();
            }
            timer.tried((System.nanoTime() - started) / 1e9, 0, true);
            timer.pause();
        }
        return wallAndCpu[1] / wallAndCpu[0];
    }
}
