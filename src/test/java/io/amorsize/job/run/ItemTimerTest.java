package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesNoTimeWithoutACpuForAWaitOfAnItem(boolean counted) {
        // Each item computes for a millisecond; once the thread has no CPU for 40 ms between one clock and the next.
        double[] cpuAndDelay = new double[2];
        AtomicBoolean heldUp = new AtomicBoolean();
        ItemTimer timer = new ItemTimer(
                () -> now,
                () -> {
                    ThreadClock.Reading before = new ThreadClock.Reading(cpuAndDelay[0], cpuAndDelay[1]);
                    if (heldUp.getAndSet(false)) {
                        now += 40_000_000;
                        cpuAndDelay[1] += 0.04;
                    }
                    return counted ? new ThreadClock.Reading(cpuAndDelay[0], cpuAndDelay[1]) : before;
                },
                (seconds, share) -> shares.add(share));
        for (int item = 0; item < 3; item++) {
            now += 1_000_000;
            cpuAndDelay[0] += 1e-3;
            heldUp.set(item == 1);
            timer.tried(1e-3, 0, true);
            timer.pause();
        }

        assertThat(shares).hasSize(3).allSatisfy(share -> assertThat(share).isCloseTo(1, within(1e-9)));
    }

    /** What is spent on a CPU: of all the time, and as the timer tells it. */
    private record Share(double ofAll, double told) {}

    @Test
    void tellsItemsThatComputeFromItemsThatFindNoCpu() throws Exception {
        int threads = 4 * Runtime.getRuntime().availableProcessors();
        List<Share> ignored = heldUp();
        List<Share> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<List<Share>>> tasks = Collections.nCopies(threads, ItemTimerTest::heldUp);
            for (var result : pool.invokeAll(tasks)) {
                all.addAll(result.get());
            }
        }
        // Most, as the JVM may keep all threads waiting now and then.
        assertThat(all).hasSizeGreaterThan(threads);
        assertThat(all).filteredOn(share -> share.told() > 0.6).hasSizeGreaterThan(all.size() * 2 / 3);
    }

    /** Of items that compute, those that had no CPU for half of their time and more. */
    private static List<Share> heldUp() {
        List<Share> heldUp = new ArrayList<>();
        long[] wallAndCpu = {System.nanoTime(), THREADS.getCurrentThreadCpuTime()};
        ItemTimer timer = new ItemTimer(System::nanoTime, (seconds, told) -> {
            long wall = System.nanoTime();
            long cpu = THREADS.getCurrentThreadCpuTime();
            double ofAll = (double) (cpu - wallAndCpu[1]) / (wall - wallAndCpu[0]);
            if (ofAll < 0.5) {
                heldUp.add(new Share(ofAll, told));
            }
            wallAndCpu[0] = wall;
            wallAndCpu[1] = cpu;
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
        return heldUp;
    }
}
