package io.amorsize.store;

import io.amorsize.job.ItemOutcome;
import io.amorsize.job.JobSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what failed for good, and hears what became of items that are run once more. Each method works within the
 * transaction of its connection. Safe for use by many threads.
 */
public interface FailureSink {

    /**
     * Jobs that will be changed when outcomes of a job of a redrive are recorded, beside that job itself. They are
     * locked together with it before anything is written.
     *
     * @param outcomes ascending by index; may be empty
     */
    Set<String> amended(Connection connection, String redriveJobId, List<ItemOutcome> outcomes) throws SQLException;

    /**
     * Outcomes were recorded, all that this transaction will record. All their jobs and those of {@link #amended} are
     * locked.
     *
     * @param recorded outcomes of which one failed or that belong to a redrive, ascending by job; not empty
     * @return what to do once the transaction has been committed; must be quick and throw nothing
     */
    Runnable recorded(Connection connection, List<Recorded> recorded) throws SQLException;

    /**
     * A job of a redrive, which is locked, is over. Its items that were not told of by {@link #recorded} were not run.
     *
     * @param redrive the redrive whose items it ran
     */
    void ended(Connection connection, String jobId, String redrive) throws SQLException;

    /**
     * The job that outcomes belong to.
     *
     * @param jobId its identifier
     * @param spec what was asked for
     * @param redrive the redrive whose items it runs, if it does
     */
    record Origin(String jobId, JobSpec spec, Optional<String> redrive) {}

    /**
     * Outcomes that were recorded with one lease.
     *
     * @param job whose items they are of
     * @param outcomes ascending by index, at least one; none of them was recorded before
     */
    record Recorded(Origin job, List<ItemOutcome> outcomes) {

        /** Copies the list. */
        public Recorded {
            outcomes = List.copyOf(outcomes);
        }
    }
}
