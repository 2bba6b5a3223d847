package io.amorsize.store.job;

import io.amorsize.job.IndexRange;
import io.amorsize.job.InputItem;
import io.amorsize.job.PositionConflict;
import io.amorsize.job.UnknownJob;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Tells items that a job has already from those that are new. Stateless. */
final class RepeatedItems {

    /** Characters of documents that are compared at a time. */
    private static final long CHARACTERS = 1 << 20;

    private RepeatedItems() {}

    /**
     * How many of the items the job has at the place where they belong: the first so many are the same, and the rest
     * belongs right behind all that it has. The job is locked until the transaction ends.
     *
     * @param position index of the first of the items
     * @throws UnknownJob if there is no such job
     * @throws PositionConflict if it has fewer items than {@code position}, or others from there on
     */
    static int count(Connection connection, String jobId, long position, List<String> items) throws SQLException {
        long has = LockedJob.require(connection, jobId).items;
        if (position > has) {
            throw new PositionConflict(
                    has, "must be at most " + has + ", the number of items that the job has, but is " + position);
        }
        long end = Math.min(has, position + items.size());
        for (long next = position; next < end; ) {
            List<InputItem> there = JobInput.read(connection, jobId, new IndexRange(next, end), CHARACTERS);
            for (InputItem item : there) {
                if (!item.json().equals(items.get(Math.toIntExact(item.index() - position)))) {
                    throw new PositionConflict(
                            has,
                            "must be that of the items sent, but the job has another item " + item.index()
                                    + " than this stream");
                }
            }
            next += there.size();
        }
        return Math.toIntExact(end - position);
    }
}
