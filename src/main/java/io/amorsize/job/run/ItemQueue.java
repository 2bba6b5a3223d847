package io.amorsize.job.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The items of a job that this replica has read and that no worker has: those that are ready, those that wait for
 * another try, and those that wait for their target. Knows how many of each fit.
 *
 * <p>Safe for use by many threads; calls nothing that waits or locks. Items of a partition that is lost are not taken
 * in, and {@link #drop} takes out those that came before.
 */
final class ItemQueue {

    /** Chunks for each worker that are read ahead. */
    private static final int AHEAD = 3;

    /** So long it may take until items of another partition are there: it is carved, offered and leased. */
    private static final double AHEAD_SECONDS = 0.1;

    private static final int LEAST_AHEAD = 64;
    private static final long MOST_AHEAD = 200_000;
    private static final int LEAST_PARKED = 1_000;

    /** So many items may wait for another try before no others are dealt. */
    private static final int MOST_RETRIES = 20_000;

    /** Chunks for each worker that those share which are due at a time, at least. */
    private static final int PARTS_OF_DUE = 2;

    /** Heap that the documents of items may take that are ready, wait for another try or wait for a target; of each. */
    private static final long MOST_BYTES = 16L << 20;

    /** Documents of a chunk: bounds what many workers hold. */
    private static final long MOST_CHUNK_BYTES = 1L << 20;

    /** Heap that an item takes besides its document, about. */
    static final long BYTES_OF_ITEM = 100;

    private final Optional<Pacing> pacing;

    // Guarded by this.
    private final Deque<ItemTask> ready = new ArrayDeque<>();
    private final RetryQueue retries = new RetryQueue();
    private final ParkedItems parked = new ParkedItems();
    private final RateMeter rate;
    private double itemsPerSecond;
    private double itemBytes = BYTES_OF_ITEM;
    private long rooms;

    /** Whether it was told that more should be read, and nothing was since. */
    private boolean low;

    /** @param pacing guarded by this queue from now on */
    ItemQueue(Optional<Pacing> pacing, long now) {
        this.pacing = pacing;
        this.rate = new RateMeter(now);
    }

    /**
     * What a worker gets.
     *
     * @param tasks a chunk; empty if there is nothing now
     * @param nanosLeft time until there may be more without anybody's doing; {@link Long#MAX_VALUE} if there will not
     * @param low whether more should be read, which is told once until something is
     */
    record Deal(List<ItemTask> tasks, long nanosLeft, boolean low) {

        private static Deal nothing(long nanosLeft, boolean low) {
            return new Deal(List.of(), nanosLeft, low);
        }
    }

    /** Takes a chunk of items out. */
    synchronized Deal take(Setting setting, long now) {
        if (parked.size() >= mostParked(setting)) {
            return Deal.nothing(Long.MAX_VALUE, false);
        }
        // A chunk begins with a part of the items that are due, and leaves as many for each of the other workers, and
        // more: they have failed, which may take as long as their time limit.
        int due = Math.ceilDiv(retries.due(now), PARTS_OF_DUE * setting.workers());
        int fresh = retries.size() < bounded(MOST_RETRIES, MOST_BYTES) ? ready.size() : 0;
        if (due + fresh == 0) {
            return Deal.nothing(retries.nanosLeft(now), true);
        }
        int most = (int) Math.min(bounded(setting.chunkSize(), MOST_CHUNK_BYTES), (long) due + fresh);
        if (pacing.isPresent()) {
            most = pacing.get().take(most, now);
            if (most == 0) {
                return Deal.nothing(pacing.get().nanosLeft(now), false);
            }
        }
        List<ItemTask> tasks = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            tasks.add(i < due ? retries.take() : ready.removeFirst());
        }
        boolean news = !low && ready.size() < ahead(setting) / 2;
        low |= news;
        return new Deal(tasks, 0, news);
    }

    /** So many items may wait for their targets before no more are dealt. */
    private long mostParked(Setting setting) {
        return bounded(Math.max(LEAST_PARKED, 2L * setting.workers()), MOST_BYTES);
    }

    /** Items that should be ready to be dealt. */
    synchronized long ahead(Setting setting) {
        double wanted =
                Math.max((double) AHEAD * setting.workers() * setting.chunkSize(), AHEAD_SECONDS * itemsPerSecond);
        return bounded((long) Math.clamp(wanted, LEAST_AHEAD, MOST_AHEAD), MOST_BYTES);
    }

    /** Items have ended. */
    synchronized void ended(long items, long now) {
        rate.add(items, now);
        itemsPerSecond = rate.perSecond(now);
    }

    /** Items that ended per second when the last ones did, kept or not. */
    synchronized double itemsPerSecond() {
        return itemsPerSecond;
    }

    /** As many items as are wanted and fit, at least 1. */
    private long bounded(long items, long bytes) {
        return Math.max(1, Math.min(items, (long) (bytes / itemBytes)));
    }

    /** Items that are ready to be dealt. */
    synchronized int ready() {
        return ready.size();
    }

    /**
     * Adds items that were read, of one partition.
     *
     * @param tasks in order, not empty
     * @param bytes heap that they take
     */
    synchronized void add(List<ItemTask> tasks, long bytes) {
        itemBytes = (double) bytes / tasks.size();
        tasks.stream().filter(ItemQueue::isWanted).forEach(ready::addLast);
        low = false;
    }

    /** Takes back items that were dealt and not tried: they come next. */
    synchronized void putBack(List<ItemTask> tasks) {
        tasks.reversed().stream().filter(ItemQueue::isWanted).forEach(ready::addFirst);
    }

    /** An item that failed is to be tried again. */
    synchronized void retry(ItemTask task, long dueNanos) {
        if (isWanted(task)) {
            retries.add(task, dueNanos);
        }
    }

    private static boolean isWanted(ItemTask task) {
        return !task.partition().lost();
    }

    /** Counts how often targets said that they may take calls again: to be read before a target is asked. */
    synchronized long rooms() {
        return rooms;
    }

    /**
     * An item whose target took no more calls.
     *
     * @param seen {@link #rooms} before the target was asked
     * @return false if there is room since: who told of it did not find the item, which comes next therefore
     */
    synchronized boolean park(String target, ItemTask task, long seen) {
        if (rooms != seen) {
            putBack(List.of(task));
            return false;
        }
        if (isWanted(task)) {
            parked.add(target, task);
        }
        return true;
    }

    /**
     * An item whose target is broken, which may take long. Such items never take so much room that those of other
     * targets are not dealt: one that was never tried is forgotten then, and read again later.
     *
     * @param seen {@link #rooms} before the target was asked
     * @return false if there is room since
     */
    synchronized boolean setAside(String target, ItemTask task, long seen, Setting setting, long now) {
        if (rooms == seen && task.attempts() == 0 && parked.size() >= mostParked(setting) / 2) {
            task.partition().forget(task.index(), now);
            return true;
        }
        return park(target, task, seen);
    }

    /** Whether so few items wait for targets that those can be read again that were forgotten. */
    synchronized boolean remembers(Setting setting) {
        return parked.size() <= mostParked(setting) / 4;
    }

    /** A target may take calls again: a few of the items that wait for it come next; whether there were any. */
    synchronized boolean unpark(String target) {
        rooms++;
        return next(parked.release(target));
    }

    /** Items that wait for their targets come next, all of them; whether there were any. */
    synchronized boolean unparkAll() {
        rooms++;
        return next(parked.releaseAll());
    }

    private boolean next(List<ItemTask> released) {
        putBack(released);
        return !released.isEmpty();
    }

    /** Loses partitions: none of their items will be dealt. */
    synchronized void drop(Collection<PartitionRun> partitions) {
        for (PartitionRun partition : partitions) {
            partition.lose();
            ready.removeIf(task -> task.partition() == partition);
            parked.drop(partition);
            retries.drop(partition);
        }
    }
}
