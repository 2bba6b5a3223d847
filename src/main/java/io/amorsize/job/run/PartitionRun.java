package io.amorsize.job.run;

import io.amorsize.job.IndexRange;
import io.amorsize.job.PartitionLease;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What this replica knows of a partition it holds. Guarded by the lock of its job; {@link #lost} may be read without.
 */
final class PartitionRun {

    private final PartitionLease lease;
    private final Deque<IndexRange> unread;
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
    Optional<IndexRange> nextUnread() {
        return Optional.ofNullable(unread.peekFirst());
    }

    /** The first {@code items} of the next unread ones were read. */
    void read(long items) {
        IndexRange range = unread.removeFirst();
        if (items < range.size()) {
            unread.addFirst(new IndexRange(range.from() + items, range.to()));
        }
    }

    /** Whether all items were read. */
    boolean isRead() {
        return unread.isEmpty();
    }

    /** Items that nobody has read. */
    long unreadItems() {
        return unread.stream().mapToLong(IndexRange::size).sum();
    }

    /** Items have outcomes, which are not kept yet. */
    void ran(long outcomes) {
        notRun -= outcomes;
    }

    /** Whether all items have outcomes. */
    boolean allRan() {
        return notRun == 0;
    }

    /** Outcomes were kept. */
    void recorded(long outcomes) {
        unrecorded -= outcomes;
    }

    /** Whether all outcomes are kept. */
    boolean finished() {
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
