package io.amorsize.host.calibrate;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One daemon platform thread of the lowest priority, started with its first task. Safe for use by many threads. */
final class DaemonThread implements Background {

    private final ScheduledThreadPoolExecutor executor;

    /**
     * Starts nothing yet.
     *
     * @param name of the thread
     */
    // The priority is a hint on systems that heed it (Linux does not by default); nothing depends on it.
    @SuppressWarnings("ThreadPriorityCheck")
    DaemonThread(String name) {
        executor = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform()
                        .daemon()
                        .name(name)
                        .priority(Thread.MIN_PRIORITY)
                        .unstarted(task));
    }

    // The tasks deal with their own failures, and close drops what waits.
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void run(Runnable task, Duration delay) {
        try {
            executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            if (!executor.isShutdown()) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
