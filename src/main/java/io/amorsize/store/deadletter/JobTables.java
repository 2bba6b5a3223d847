package io.amorsize.store.deadletter;

import io.amorsize.job.IndexRange;
import io.amorsize.job.InputItem;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.NewJob;
import io.amorsize.store.job.JobInput;
import io.amorsize.store.job.JobIntake;
import io.amorsize.store.job.JobLocks;
import io.amorsize.store.job.JobResults;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** What dead letters need of the tables of jobs, within a transaction that is open. Safe for use by many threads. */
public final class JobTables {

    /** Items that lie so near to one another are read together, with those between them. */
    private static final int NEAR = 100;

    private final JobIntake intake;
    private final long firstPartition;

    /**
     * Uses the tables that {@code intake} fills.
     *
     * @param firstPartition how many items the first partition of a job may have, at least 1
     */
    public JobTables(JobIntake intake, long firstPartition) {
        this.intake = intake;
        this.firstPartition = firstPartition;
    }

    /** Locks jobs against all that changes them until the transaction ends. */
    void lock(Connection connection, SortedSet<String> jobIds) throws SQLException {
        JobLocks.take(connection, jobIds);
    }

    /**
     * Items as they came in.
     *
     * @param indices places of the items among those of the job, ascending
     * @return one for each, in the same order
     */
    List<InputItem> input(Connection connection, String jobId, List<Long> indices) throws SQLException {
        Map<Long, InputItem> read = new HashMap<>();
        int next = 0;
        while (next < indices.size()) {
            int end = next + 1;
            while (end < indices.size() && indices.get(end) - indices.get(end - 1) <= NEAR) {
                end++;
            }
            read(connection, jobId, new IndexRange(indices.get(next), indices.get(end - 1) + 1), read);
            next = end;
        }
        List<InputItem> items = new ArrayList<>(indices.size());
        for (long index : indices) {
            InputItem item = read.get(index);
            if (item == null) {
                throw new SQLException("item " + index + " of job " + jobId + " is gone");
            }
            items.add(item);
        }
        return items;
    }

    private static void read(Connection connection, String jobId, IndexRange range, Map<Long, InputItem> into)
            throws SQLException {
        JobInput.read(connection, jobId, range, Long.MAX_VALUE).forEach(item -> into.put(item.index(), item));
    }

    /** Accepts a job without items that takes some later, and notes that it belongs to a redrive. */
    void create(Connection connection, NewJob job, String redrive) throws SQLException {
        if (!intake.accept(connection, job, Optional.of(redrive), firstPartition)) {
            throw new SQLException("there is a job " + job.id() + " already");
        }
    }

    /**
     * Hands more items to a job that was made by {@link #create}.
     *
     * @param items their indices follow those of the items before
     * @throws io.amorsize.job.JobConflict if it takes no more
     */
    void append(Connection connection, String jobId, List<InputItem> items) throws SQLException {
        List<JobInput.NewItem> added = items.stream()
                .map(item -> new JobInput.NewItem(item.json(), item.key()))
                .toList();
        long first = intake.append(connection, jobId, added, firstPartition);
        if (first != items.getFirst().index()) {
            throw new SQLException("job " + jobId + " has " + first + " items instead of "
                    + items.getFirst().index());
        }
    }

    /** Enters the outcome of a replay in place of the failure before; does nothing if the job is not kept any more. */
    void amend(Connection connection, String jobId, ItemOutcome outcome) throws SQLException {
        JobResults.amend(connection, jobId, outcome);
    }
}
