package io.amorsize.job.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The partitions of a job that are held here: few, and they change seldom. Safe for use by many threads. */
final class HeldPartitions {

    private final ItemQueue queue;
    private final Planning planning;
    private final List<PartitionRun> partitions = new CopyOnWriteArrayList<>();

    HeldPartitions(ItemQueue queue, Planning planning) {
        this.queue = queue;
        this.planning = planning;
    }

    void add(PartitionRun partition) {
        partitions.add(partition);
    }

    void remove(PartitionRun partition) {
        partitions.remove(partition);
    }

    /** Items that nobody has read. */
    long unreadItems() {
        return partitions.stream().mapToLong(PartitionRun::unreadItems).sum();
    }

    /** Those of which items are still to be read or to be dealt. */
    int fresh() {
        return partitions.size() - tails();
    }

    /** Those whose last items are under way: slow ones, or some that wait for another try. */
    int tails() {
        if (queue.ready() > queue.ahead(planning.setting()) / 2) {
            return 0;
        }
        return (int) partitions.stream().filter(PartitionRun::isRead).count();
    }
}
