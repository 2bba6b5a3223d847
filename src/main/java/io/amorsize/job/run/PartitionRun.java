package io.amorsize.job.run;

import io.amorsize.job.IndexRange;
import io.amorsize.job.PartitionLease;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What this replica knows of a partition it holds. Safe for use by many threads: one reads its items, workers run them,
 * the writer keeps their outcomes, and any of them may find that it is lost.
 */
final class PartitionRun {

    /** So long after an item was forgotten it is of no use to ask its target again. */
    private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PartitionLease lease;

    // Guarded by this.
    private final Deque<IndexRange> unread;
    private final BitSet forgotten = new BitSet();
    private long forgottenAt;
    private long notRun;
    private long unrecorded;

    private volatile boolean lost;

    PartitionRun(PartitionLease lease) {
        this.lease = lease;
        this.unread = new ArrayDeque<>(lease.left());
        this.unrecorded = lease.left().stream().mapToLong(IndexRange::size).sum();
        this.notRun = unrecorded;
    }

    PartitionLease lease() {
        return lease;
    }

    /** The items that come next; empty if all were read. */
    synchronized Optional<IndexRange> nextUnread() {
        return Optional.ofNullable(unread.peekFirst());
    }

    /** The first {@code items} of the next unread ones were read. */
    synchronized void read(long items) {
        IndexRange range = unread.removeFirst();
        if (items < range.size()) {
            unread.addFirst(new IndexRange(range.from() + items, range.to()));
        }
    }

    /** Whether all items were read. */
    synchronized boolean isRead() {
        return unread.isEmpty();
    }

    /** Items that nobody has read. */
    synchronized long unreadItems() {
        return unread.stream().mapToLong(IndexRange::size).sum();
    }

    /** An item that was read will have to be read again: there is no room for it to wait for its target. */
    synchronized void forget(long index, long now) {
        forgotten.set(place(index));
        forgottenAt = now;
    }

    /** From the first item to the last that was forgotten; empty if none was, or one was only just now. */
    synchronized Optional<IndexRange> nextForgotten(long now) {
        if (forgotten.isEmpty() || now - forgottenAt < FORGOTTEN_NANOS) {
            return Optional.empty();
        }
        long from = lease.partition().from();
        return Optional.of(new IndexRange(from + forgotten.nextSetBit(0), from + forgotten.length()));
    }

    /** An item was read again; whether it had been forgotten. */
    synchronized boolean remember(long index) {
        boolean was = forgotten.get(place(index));
        forgotten.clear(place(index));
        return was;
    }

    private int place(long index) {
        return (int) (index - lease.partition().from());
    }

    /** Items have outcomes, which are not kept yet; whether all items have. */
    synchronized boolean ran(long outcomes) {
        notRun -= outcomes;
        return notRun == 0;
    }

    /** Outcomes were kept. */
    synchronized void recorded(long outcomes) {
        unrecorded -= outcomes;
    }

    /** Whether all outcomes are kept. */
    synchronized boolean finished() {
        return unrecorded == 0;
    }

    /** The lease has ended: nothing more of it will be kept. */
    void lose() {
        lost = true;
    }

    boolean lost() {
        return lost;
    }
}
