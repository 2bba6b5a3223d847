package io.amorsize.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks into the database itself, past the service that could hide what should not be there: outcomes kept twice,
 * partitions that overlap, leases of jobs that have ended.
 */
public final class JobLeftovers {

    private static final Map<String, String> DEFECTS = Map.of(
            "rows of results do not have one outcome for each item",
            "SELECT j.id FROM job j LEFT JOIN job_result r ON r.job_id = j.id WHERE j.ended_at IS NOT NULL"
                    + " GROUP BY j.id, j.succeeded, j.failed, j.cancelled"
                    + " HAVING COALESCE(SUM(r.items), 0) <> j.succeeded + j.failed + j.cancelled",
            "rows of results overlap",
            "SELECT a.job_id FROM job_result a JOIN job_result b ON b.job_id = a.job_id AND b.first_item >="
                    + " a.first_item AND b.first_item < a.first_item + a.items WHERE (a.first_item, a.items) <>"
                    + " (b.first_item, b.items)",
            "partitions overlap",
            "SELECT a.job_id FROM job_partition a JOIN job_partition b ON b.job_id = a.job_id AND b.number <> a.number"
                    + " AND b.from_item >= a.from_item AND b.from_item < a.to_item",
            "leases of a job that has ended",
            "SELECT s.task_instance FROM scheduled_tasks s JOIN job j ON s.task_instance LIKE j.id || '%' WHERE"
                    + " j.ended_at IS NOT NULL",
            "more than one dead letter of an item",
            "SELECT job_id FROM dead_letter GROUP BY job_id, item_index HAVING COUNT(*) > 1");

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private JobLeftovers() {}

    /**
     * The same as {@link #in}, except what goes within a minute: who ends a job gives back its own lease after that.
     */
    public static List<String> lastingIn(String url) {
        long from = System.nanoTime();
        List<String> found = in(url);
        while (!found.isEmpty() && System.nanoTime() - from < PATIENCE_NANOS) {
            LockSupport.parkNanos(LOOK_NANOS);
            found = in(url);
        }
        return found;
    }

    /** What is in the database that should not be; {@code url} is that of JDBC. */
    public static List<String> in(String url) {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            for (Map.Entry<String, String> defect : DEFECTS.entrySet()) {
                try (PreparedStatement select = connection.prepareStatement(defect.getValue());
                        ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(defect.getKey() + ": " + rows.getString(1));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(url, e);
        }
        return found;
    }
}
