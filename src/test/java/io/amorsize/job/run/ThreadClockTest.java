package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ThreadClockTest {

    private static final double CPU_SECONDS = 0.05;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Test
    void tellsWaitingForACpuFromWaiting() throws Exception {
        assumeThat(Files.isReadable(Path.of("/proc/thread-self/schedstat"))).isTrue();
        // Four threads for each CPU: each of them is ready most of the time, and none of them waits for anything else.
        int threads = 4 * Runtime.getRuntime().availableProcessors();
        Callable<Double> work = () -> {
            ThreadClock.Reading before = ThreadClock.read();
            long started = System.nanoTime();
            while (THREADS.getCurrentThreadCpuTime() / 1e9 - before.cpuSeconds() < CPU_SECONDS) {
                Thread.onSpinWait();
            }
            double wall = (System.nanoTime() - started) / 1e9;
            ThreadClock.Reading after = ThreadClock.read();
            double cpu = after.cpuSeconds() - before.cpuSeconds();
            return cpu / Math.max(cpu, wall - (after.delaySeconds() - before.delaySeconds()));
        };
        List<Double> shares = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Double> share : pool.invokeAll(Collections.nCopies(threads, work))) {
                shares.add(share.get());
            }
        }
        assertThat(shares).allSatisfy(share -> assertThat(share).isGreaterThan(0.7));
    }

    @Test
    void knowsNothingOfVirtualThreads() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.submit(() -> ThreadClock.read().cpuSeconds()).get())
                    .isNaN();
        }
    }
}
