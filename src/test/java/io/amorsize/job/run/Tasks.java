package io.amorsize.job.run;

import io.amorsize.job.IndexRange;
import io.amorsize.job.InputItem;
import io.amorsize.job.Partition;
import io.amorsize.job.PartitionLease;
import java.util.List;
import java.util.Optional;

/** Items and partitions for tests. */
final class Tasks {

    private Tasks() {}

    /** A leased partition of 100 items of the job "job". */
    static PartitionRun partition(long number) {
        long from = 100 * number;
        Partition partition = new Partition("job", number, from, from + 100);
        return new PartitionRun(new PartitionLease(partition, 1, 0, List.of(new IndexRange(from, from + 100))));
    }

    static ItemTask task(PartitionRun partition, long index) {
        return new ItemTask(partition, new InputItem(index, Long.toString(index), Optional.empty()));
    }

    static List<Long> indexes(List<ItemTask> tasks) {
        return tasks.stream().map(ItemTask::index).toList();
    }
}
