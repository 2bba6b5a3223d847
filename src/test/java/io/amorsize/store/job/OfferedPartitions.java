package io.amorsize.store.job;

import io.amorsize.store.PartitionQueue;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what is offered. */
final class OfferedPartitions implements PartitionQueue {

    private final List<String> offers = new CopyOnWriteArrayList<>();

    @Override
    public void enqueue(Connection connection, String jobId, long number, int priority) {
        offers.add(jobId + ":" + number + "@" + priority);
    }

    /** What was offered since the last call, as {@code job:number@priority}. */
    List<String> drain() {
        List<String> drained = List.copyOf(offers);
        offers.clear();
        return drained;
    }
}
