package io.amorsize.job.run;

import java.util.Set;

/**
 * Keeps items ready for the workers: from the partitions held here, and by carving new ones. Called by the threads of
 * partitions; safe for use by many.
 */
final class Supply {

    private final ItemQueue queue;
    private final HeldPartitions held;
    private final PartitionReader reader;
    private final Carver carver;

    Supply(ItemQueue queue, HeldPartitions held, PartitionReader reader, Carver carver) {
        this.queue = queue;
        this.held = held;
        this.reader = reader;
        this.carver = carver;
    }

    /** A partition is held here from now on. */
    void hold(PartitionRun partition) {
        held.add(partition);
        carver.carvedTo(partition.lease().partition().to());
    }

    /** A partition is not held here any more: none of its items will be dealt, and no outcome of it kept. */
    void release(PartitionRun partition) {
        queue.drop(Set.of(partition));
        held.remove(partition);
    }

    /** Does what is to be done now for items to be ready; whether there may be more to do. */
    boolean fill(PartitionRun partition) {
        return reader.read(partition) || carver.carve();
    }
}
