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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadClockTest {

    private static final double CPU_SECONDS = 0.001;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What is spent on a CPU: of all the time, and of that in which the thread did not wait for a CPU. */
    private record Share(double ofAll, double undisturbed) {}

    private static Share ofAMillisecond() {
        ThreadClock.Reading before = ThreadClock.read();
        long started = System.nanoTime();
        while (THREADS.getCurrentThreadCpuTime() / 1e9 - before.cpuSeconds() < CPU_SECONDS) {
            Thread.onSpinWait();
        }
        double wall = (System.nanoTime() - started) / 1e9;
        ThreadClock.Reading after = ThreadClock.read();
        double cpu = after.cpuSeconds() - before.cpuSeconds();
        return new Share(cpu / wall, cpu / Math.max(cpu, wall - (after.delaySeconds() - before.delaySeconds())));
    }

    @Test
    void tellsWaitingForACpuFromWaiting() throws Exception {
        assumeThat(Files.isReadable(Path.of("/proc/thread-self/schedstat"))).isTrue();
        // Four threads for each CPU: each of them is ready most of the time, and waits for next to nothing else, such
        // as
        // for the JVM, which may keep all of them waiting now and then.
        int threads = 4 * Runtime.getRuntime().availableProcessors();
        Callable<List<Share>> work = () -> IntStream.range(0, 60)
                .mapToObj(time -> ofAMillisecond())
                .filter(share -> share.ofAll() < 0.5)
                .toList();
        List<Share> ignored = work.call();
        List<Share> heldUp = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<List<Share>> shares : pool.invokeAll(Collections.nCopies(threads, work))) {
                heldUp.addAll(shares.get());
            }
        }
        assertThat(heldUp).hasSizeGreaterThan(threads);
        assertThat(heldUp).filteredOn(share -> share.undisturbed() > 0.7).hasSizeGreaterThan(heldUp.size() * 2 / 3);
    }

    @Test
    void knowsNothingOfVirtualThreads() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.submit(() -> ThreadClock.read().cpuSeconds()).get())
                    .isNaN();
        }
    }
}
