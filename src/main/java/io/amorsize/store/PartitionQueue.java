package io.amorsize.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Offers partitions of jobs to all replicas. Safe for use by many threads. */
public interface PartitionQueue {

    /**
     * Offers a partition, within the transaction of {@code connection}. One that is offered already stays offered; one
     * that is being run is offered again when that run is over, so that an offer is never lost to a run that began
     * before it.
     *
     * @param number of the partition in its job
     * @param priority of the job, 1 to 100: the higher, the earlier
     */
    void enqueue(Connection connection, String jobId, long number, int priority) throws SQLException;
}
