package io.amorsize.store.job;

import io.amorsize.job.IndexRange;
import io.amorsize.job.Partition;
import io.amorsize.job.PartitionLease;
import io.amorsize.store.PartitionQueue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table job_partition. Used with the job locked. Safe for use by many threads. */
final class JobPartitions {

    private static final String SELECT = "SELECT job_id, number, from_item, to_item, fence, deaths,"
            + " CASE WHEN owner IS NULL THEN 0 ELSE 1 END AS leased FROM job_partition WHERE job_id = ?"
            + " AND state = 'OPEN'";

    private final PartitionQueue queue;

    JobPartitions(PartitionQueue queue) {
        this.queue = queue;
    }

    /**
     * A partition that is not finished.
     *
     * @param partition the partition
     * @param fence of its last lease
     * @param deaths how often it was lost by one who died
     * @param leased whether somebody holds a lease of it
     */
    record Unfinished(Partition partition, long fence, int deaths, boolean leased) {}

    private static Unfinished unfinished(ResultSet row) throws SQLException {
        return new Unfinished(
                new Partition(
                        row.getString("job_id"),
                        row.getLong("number"),
                        row.getLong("from_item"),
                        row.getLong("to_item")),
                row.getLong("fence"),
                row.getInt("deaths"),
                row.getInt("leased") == 1);
    }

    Optional<Unfinished> find(Connection connection, String jobId, long number) throws SQLException {
        return Sql.first(connection, JobPartitions::unfinished, SELECT + " AND number = ?", jobId, number);
    }

    /** The partition of a lease; empty if the lease has ended. */
    Optional<Unfinished> of(Connection connection, PartitionLease lease) throws SQLException {
        return find(connection, lease.partition().jobId(), lease.partition().number())
                .filter(found -> found.fence() == lease.fence() && found.leased());
    }

    List<Unfinished> all(Connection connection, String jobId) throws SQLException {
        return Sql.list(connection, JobPartitions::unfinished, SELECT + " ORDER BY number", jobId);
    }

    /** Makes a partition of the next items that belong to none. There must be some, and the job must be to be run. */
    Partition carve(Connection connection, LockedJob job, long items) throws SQLException {
        long from = job.carved;
        job.carved += Math.min(items, job.items - from);
        return add(connection, job, from, job.carved, 0);
    }

    private Partition add(Connection connection, LockedJob job, long from, long to, int deaths) throws SQLException {
        Partition partition = new Partition(job.id, job.partitions, from, to);
        Sql.update(
                connection,
                "INSERT INTO job_partition (job_id, number, from_item, to_item, state, fence, deaths)"
                        + " VALUES (?, ?, ?, ?, 'OPEN', 0, ?)",
                job.id,
                partition.number(),
                from,
                to,
                deaths);
        job.partitions++;
        job.open++;
        if (job.mayRun()) {
            offer(connection, job, partition.number());
        }
        return partition;
    }

    /** Makes the next lease of a partition; its fence. */
    long lease(Connection connection, Unfinished found, String owner) throws SQLException {
        Sql.update(
                connection,
                "UPDATE job_partition SET fence = ?, owner = ? WHERE job_id = ? AND number = ?",
                found.fence() + 1,
                owner,
                found.partition().jobId(),
                found.partition().number());
        return found.fence() + 1;
    }

    /** Ends the lease of a partition that is not finished, and offers it again if the job is to be run. */
    void giveBack(Connection connection, LockedJob job, Partition partition) throws SQLException {
        Sql.update(
                connection,
                "UPDATE job_partition SET owner = NULL WHERE job_id = ? AND number = ?",
                job.id,
                partition.number());
        if (job.mayRun()) {
            offer(connection, job, partition.number());
        }
    }

    void finish(Connection connection, LockedJob job, Partition partition) throws SQLException {
        Sql.update(
                connection,
                "UPDATE job_partition SET state = 'DONE', owner = NULL WHERE job_id = ? AND number = ?",
                job.id,
                partition.number());
        job.open--;
    }

    /** Counts a death of who holds a partition; its lease ends. */
    void died(Connection connection, Partition partition) throws SQLException {
        Sql.update(
                connection,
                "UPDATE job_partition SET owner = NULL, deaths = deaths + 1 WHERE job_id = ? AND number = ?",
                partition.jobId(),
                partition.number());
    }

    /**
     * Ends the lease of a partition and cuts it in two. Each half has one death less than the whole, so that one more
     * tells which of them has the item that kills.
     */
    void cut(Connection connection, LockedJob job, Unfinished whole, long at) throws SQLException {
        Partition partition = whole.partition();
        int deaths = Math.max(0, whole.deaths() - 1);
        Sql.update(
                connection,
                "UPDATE job_partition SET to_item = ?, deaths = ? WHERE job_id = ? AND number = ?",
                at,
                deaths,
                job.id,
                partition.number());
        giveBack(connection, job, partition);
        add(connection, job, at, partition.to(), deaths);
    }

    /** Offers all that are not finished. */
    void offerAll(Connection connection, LockedJob job) throws SQLException {
        for (Unfinished each : all(connection, job.id)) {
            offer(connection, job, each.partition().number());
        }
    }

    private void offer(Connection connection, LockedJob job, long number) throws SQLException {
        queue.enqueue(connection, job.id, number, job.priority);
    }

    /** Items of a partition. */
    static IndexRange range(Partition partition) {
        return new IndexRange(partition.from(), partition.to());
    }
}
