package io.amorsize.job.run;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/** Items that wait for another try. Not safe for use by many threads. */
final class RetryQueue {

    private record Waiting(long dueNanos, long number, ItemTask task) {}

    /** Those that were found to be due, in order. */
    private final Deque<ItemTask> due = new ArrayDeque<>();

    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(
            // Differences, because the clock may pass from the greatest long to the least.
            Comparator.comparing(Waiting::dueNanos, (a, b) -> Long.signum(a - b))
                    .thenComparingLong(Waiting::number));
    private long added;

    void add(ItemTask task, long dueNanos) {
        waiting.add(new Waiting(dueNanos, added++, task));
    }

    /** Time until the next is due: 0 if one is, {@link Long#MAX_VALUE} if none waits. */
    long nanosLeft(long now) {
        if (!due.isEmpty()) {
            return 0;
        }
        Waiting next = waiting.peek();
        return next == null ? Long.MAX_VALUE : Math.max(0, next.dueNanos - now);
    }

    /** How many are due. */
    int due(long now) {
        while (!waiting.isEmpty() && waiting.peek().dueNanos - now <= 0) {
            due.add(waiting.remove().task);
        }
        return due.size();
    }

    /** Takes the first of those that are {@link #due}, of which there must be one. */
    ItemTask take() {
        return due.remove();
    }

    int size() {
        return due.size() + waiting.size();
    }

    /** Forgets those of a partition. */
    void drop(PartitionRun partition) {
        due.removeIf(task -> task.partition() == partition);
        waiting.removeIf(entry -> entry.task.partition() == partition);
    }
}
