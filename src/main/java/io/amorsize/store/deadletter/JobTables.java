package io.amorsize.store.deadletter;

import io.amorsize.job.InputItem;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.NewJob;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;

/** What dead letters need of the tables of jobs, within a transaction that is open already. */
public interface JobTables {

    /**
     * Locks jobs, in their order, against all that changes them until the transaction ends. Jobs that are not there are
     * left out.
     */
    void lock(Connection connection, SortedSet<String> jobIds) throws SQLException;

    /**
     * Items as they came in.
     *
     * @param indices places of the items among those of the job, ascending
     * @return one for each, in the same order
     */
    List<InputItem> input(Connection connection, String jobId, Collection<Long> indices) throws SQLException;

    /** Accepts a job without items that takes some later, and notes that it belongs to a redrive. */
    void create(Connection connection, NewJob job, String redrive) throws SQLException;

    /**
     * Hands more items to a job that was made by {@link #create}.
     *
     * @param items their indices follow those of the items before
     */
    void append(Connection connection, String jobId, List<InputItem> items) throws SQLException;

    /** Enters the outcome of a replay in place of the one before; does nothing if the job is not kept any more. */
    void amend(Connection connection, String jobId, ItemOutcome outcome) throws SQLException;
}
