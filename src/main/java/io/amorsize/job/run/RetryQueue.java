package io.amorsize.job.run;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Items that wait for another try. Not safe for use by many threads. */
final class RetryQueue {

    private record Waiting(long dueNanos, long number, ItemTask task) {}

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
        Waiting next = waiting.peek();
        return next == null ? Long.MAX_VALUE : Math.max(0, next.dueNanos - now);
    }

    /** Takes one that is due; {@link #nanosLeft} must have been 0. */
    ItemTask take() {
        return waiting.remove().task;
    }

    int size() {
        return waiting.size();
    }

    /** Forgets those of a partition. */
    void drop(PartitionRun partition) {
        waiting.removeIf(entry -> entry.task.partition() == partition);
    }
}
