package io.amorsize.store;

import io.amorsize.job.ItemOutcome;
import io.amorsize.job.JobSpec;
import io.amorsize.job.JobState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what failed for good, and hears what became of items that are run once more. Each method works within the
 * transaction of its connection, in which the row of the job is locked. Safe for use by many threads.
 */
public interface FailureSink {

    /**
     * Outcomes were recorded. Called only if one of them failed or the job belongs to a redrive.
     *
     * @param job whose items they are of
     * @param outcomes all that were recorded with one lease, ascending by index; none of them was recorded before
     */
    void recorded(Connection connection, Origin job, List<ItemOutcome> outcomes) throws SQLException;

    /**
     * A job of a redrive is over. Its items that were not told of by {@link #recorded} were not run.
     *
     * @param state in which it ended
     */
    void ended(Connection connection, Origin job, JobState.Ended state) throws SQLException;

    /**
     * The job that outcomes belong to.
     *
     * @param jobId its identifier
     * @param spec what was asked for
     * @param redrive the redrive whose items it runs, if it does
     */
    record Origin(String jobId, JobSpec spec, Optional<String> redrive) {}
}
