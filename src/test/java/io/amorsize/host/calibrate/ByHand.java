package io.amorsize.host.calibrate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps tasks until the test runs them. */
final class ByHand implements Background {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Deque<Duration> delays = new ArrayDeque<>();
    private boolean closed;

    @Override
    public void run(Runnable task, Duration delay) {
        if (!closed) {
            tasks.add(task);
            delays.add(delay);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    int waiting() {
        return tasks.size();
    }

    /** Runs the task that was handed in first and tells the delay it was to wait. */
    Duration runNext() {
        Duration delay = delays.remove();
        tasks.remove().run();
        return delay;
    }
}
