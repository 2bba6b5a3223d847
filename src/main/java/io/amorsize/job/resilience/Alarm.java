package io.amorsize.job.resilience;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls back later. Safe for use by many threads. */
@FunctionalInterface
public interface Alarm {

    /** Runs {@code task} once, on a thread of its own choice, after {@code delay}; never if the service ends before. */
    void after(Duration delay, Runnable task);

    /** One that uses a thread of {@code scheduler}. When that has been shut down, nothing is called any more. */
    static Alarm of(ScheduledExecutorService scheduler) {
        return (delay, task) -> {
            try {
                Future<?> ignored = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // the service ends: nobody waits for the target any more
            }
        };
    }
}
