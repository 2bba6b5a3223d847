package io.amorsize.store.job;

import io.amorsize.job.DamagedJob;
import io.amorsize.job.JobConflict;
import io.amorsize.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Removes ended jobs. The job itself goes in one transaction, and what belonged to it in many small ones after that, so
 * that others can write in between. What a process that is killed leaves over is removed by the next call.
 */
final class JobRemoval {

    /** Jobs that are removed by a call at most. */
    private static final int FEW = 20;

    /** Rows that are removed in a transaction. */
    private static final int SLICE = 200;

    private final Database database;

    JobRemoval(Database database) {
        this.database = database;
    }

    /** @throws JobConflict if it has not ended, and can be read */
    void delete(String jobId) {
        database.write(connection -> {
            LockedJob job = LockedJob.require(connection, jobId);
            if (!job.isEnded() && isReadable(connection, jobId)) {
                throw new JobConflict(
                        "Job " + jobId + " is " + job.state.label() + ": cancel it, and delete it when it has ended.");
            }
            detach(connection, jobId);
            return jobId;
        });
        sweep(jobId);
    }

    /** Of one that is damaged nobody can see whether it has ended. */
    private static boolean isReadable(Connection connection, String jobId) throws SQLException {
        try {
            return JobRows.find(connection, jobId).isPresent();
        } catch (DamagedJob e) {
            return false;
        }
    }

    /** Removes a few of the jobs that ended before a moment or are more than are to be kept; how many. */
    int forget(Instant endedBefore, long keep) {
        database.read(JobRemoval::remains).forEach(this::sweep);
        List<String> victims = database.read(connection -> victims(connection, endedBefore.toEpochMilli(), keep));
        int removed = 0;
        for (String jobId : victims) {
            if (database.write(connection -> detach(connection, jobId))) {
                sweep(jobId);
                removed++;
            }
        }
        return removed;
    }

    private static List<String> victims(Connection connection, long endedBefore, long keep) throws SQLException {
        OptionalLong bound = Sql.first(
                        connection,
                        row -> OptionalLong.of(row.getLong(1)),
                        "SELECT ended_at FROM job WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id DESC LIMIT 1"
                                + " OFFSET ?",
                        keep)
                .orElse(OptionalLong.empty());
        List<String> old = Sql.list(
                connection,
                row -> row.getString(1),
                "SELECT id FROM job WHERE ended_at < ? ORDER BY ended_at, id LIMIT ?",
                endedBefore,
                FEW);
        if (bound.isEmpty() || old.size() == FEW) {
            return old;
        }
        long ended = Sql.first(connection, row -> row.getLong(1), "SELECT COUNT(*) FROM job WHERE ended_at IS NOT NULL")
                .orElse(0L);
        return Sql.list(
                connection,
                row -> row.getString(1),
                "SELECT id FROM job WHERE ended_at IS NOT NULL ORDER BY ended_at, id LIMIT ?",
                Math.max(old.size(), Math.min(FEW, ended - keep)));
    }

    /** Takes the job away from what belongs to it; false if another did so before. */
    private static boolean detach(Connection connection, String jobId) throws SQLException {
        if (Sql.update(connection, "DELETE FROM job WHERE id = ?", jobId) == 0) {
            return false;
        }
        Sql.update(connection, "DELETE FROM job_spec WHERE job_id = ?", jobId);
        Sql.update(connection, "DELETE FROM job_label WHERE job_id = ?", jobId);
        Sql.update(connection, "INSERT INTO job_remains (job_id) VALUES (?)", jobId);
        return true;
    }

    private static List<String> remains(Connection connection) throws SQLException {
        return Sql.list(connection, row -> row.getString(1), "SELECT job_id FROM job_remains LIMIT " + FEW);
    }

    private void sweep(String jobId) {
        sweep(jobId, "job_result", "first_item");
        sweep(jobId, "job_amendment", "item");
        sweep(jobId, "job_input", "first_item");
        sweep(jobId, "job_partition", "number");
        sweep(jobId, "job_plan", "revision");
        database.write(connection -> Sql.update(connection, "DELETE FROM job_remains WHERE job_id = ?", jobId));
    }

    private void sweep(String jobId, String table, String key) {
        String sql = "DELETE FROM " + table + " WHERE job_id = ? AND " + key + " IN (SELECT " + key + " FROM " + table
                + " WHERE job_id = ? ORDER BY " + key + " LIMIT " + SLICE + ")";
        while (database.write(connection -> Sql.update(connection, sql, jobId, jobId)) == SLICE) {
            // The next slice is a transaction of its own.
        }
    }
}
