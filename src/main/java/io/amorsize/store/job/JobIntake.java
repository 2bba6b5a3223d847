package io.amorsize.store.job;

import io.amorsize.job.JobConflict;
import io.amorsize.job.NewJob;
import io.amorsize.job.UnknownJob;
import io.amorsize.store.PartitionQueue;
import io.amorsize.store.job.JobInput.NewItem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Takes jobs and their items, within transactions of others. Safe for use by many threads. */
public final class JobIntake {

    private final JobPartitions partitions;

    /** @param queue is told of first partitions */
    public JobIntake(PartitionQueue queue) {
        this.partitions = new JobPartitions(queue);
    }

    /**
     * Accepts a job with the items that came with it, and carves its first partition if there are any.
     *
     * @param redrive the redrive whose items it runs, if it does
     * @param first how many items the first partition may have, at least 1
     * @return false if its idempotency key was used before; nothing was done then
     */
    public boolean accept(Connection connection, NewJob job, Optional<String> redrive, long first) throws SQLException {
        if (!JobRows.insert(connection, job, redrive, first)) {
            return false;
        }
        List<NewItem> items = job.items().stream()
                .map(json -> new NewItem(json, Optional.empty()))
                .toList();
        add(connection, LockedJob.require(connection, job.id()), items, first);
        return true;
    }

    /**
     * Takes more items of a job that is accepting them, and carves a partition if it has none to be run.
     *
     * @param first how many items that partition may have, at least 1
     * @return the index of the first of the items
     * @throws UnknownJob if there is no such job
     * @throws JobConflict if it is not accepting
     */
    public long append(Connection connection, String jobId, List<NewItem> items, long first) throws SQLException {
        LockedJob job = LockedJob.require(connection, jobId);
        if (!StoredState.isAccepting(job.state)) {
            throw new JobConflict("Job " + jobId + " takes no more items: it is " + job.state.label() + ".");
        }
        long index = job.items;
        add(connection, job, items, first);
        return index;
    }

    private void add(Connection connection, LockedJob job, List<NewItem> items, long first) throws SQLException {
        JobInput.insert(connection, job.id, job.items, items);
        job.items += items.size();
        if (job.mayRun() && job.open == 0 && job.carved < job.items) {
            partitions.carve(connection, job, first);
        }
        job.save(connection);
    }
}
