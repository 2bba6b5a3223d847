package io.amorsize.job.run;

import io.amorsize.job.IndexRange;
import io.amorsize.job.InputItem;
import io.amorsize.job.ItemSource;
import io.amorsize.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the items of partitions ahead of those who run them. Each partition is read by its own thread. */
final class PartitionReader {

    /** Documents that are read at a time, in bytes. */
    private static final long READ_BYTES = 1L << 20;

    private static final int READ_ITEMS = 20_000;

    private final Services services;
    private final LiveJob live;
    private final Planning planning;
    private final ItemQueue queue;

    PartitionReader(Services services, LiveJob live, Planning planning, ItemQueue queue) {
        this.services = services;
        this.live = live;
        this.planning = planning;
        this.queue = queue;
    }

    /** Reads some items into the queue; false if enough are there or none is to be read now. */
    boolean read(PartitionRun partition) {
        Setting setting = planning.setting();
        if (queue.ready() >= queue.ahead(setting)) {
            return false;
        }
        Optional<IndexRange> next = partition.nextUnread();
        if (next.isPresent()) {
            List<InputItem> items = input(live.job(), next.get());
            // First: items that are neither unread nor ready would be carved anew.
            add(partition, items);
            partition.read(items.size());
            return true;
        }
        Optional<IndexRange> again = queue.remembers(setting)
                ? partition.nextForgotten(services.nanoTime().getAsLong())
                : Optional.empty();
        again.ifPresent(range -> add(
                partition,
                input(live.job(), range).stream()
                        .filter(item -> partition.remember(item.index()))
                        .toList()));
        return again.isPresent();
    }

    private void add(PartitionRun partition, List<InputItem> items) {
        List<ItemTask> tasks = new ArrayList<>(items.size());
        long bytes = 0;
        for (InputItem item : items) {
            tasks.add(new ItemTask(partition, item));
            bytes += ItemQueue.BYTES_OF_ITEM + item.json().length();
        }
        queue.add(tasks, bytes);
    }

    private List<InputItem> input(Job job, IndexRange range) {
        if (job.source() instanceof ItemSource.Range numbers) {
            List<InputItem> items = new ArrayList<>();
            for (long index = range.from(); index < Math.min(range.to(), range.from() + READ_ITEMS); index++) {
                items.add(new InputItem(index, Long.toString(numbers.from() + index), Optional.empty()));
            }
            return items;
        }
        return services.store().input(job.id(), range, READ_BYTES);
    }
}
