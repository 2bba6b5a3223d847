package io.amorsize.job.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock and an alarm that go on when told. */
final class ManualTime implements Alarm {

    private record Task(long at, Runnable task) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now = -1_000; // as System.nanoTime, it may be negative

    long nanos() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(now + delay.toNanos(), task));
    }

    /** Lets time pass without waking anybody, as if the alarm were late. */
    void passSilently(Duration time) {
        now += time.toNanos();
    }

    /** Lets time pass and wakes whoever wanted to be woken by then. */
    void pass(Duration time) {
        passSilently(time);
        List<Task> due = tasks.stream().filter(task -> task.at() <= now).toList();
        tasks.removeAll(due);
        due.forEach(task -> task.task().run());
    }

    int waiting() {
        return tasks.size();
    }
}
