package io.amorsize.store.job;

import io.amorsize.store.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Looks at the tables behind the store's back. */
public final class Rows {

    private static final int SQLITE_BUSY = 5;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private Rows() {}

    static long count(Database database, String table) {
        return database.read(connection -> Sql.first(
                        connection, row -> row.getLong(1), "SELECT COUNT(DISTINCT " + key(table) + ") FROM " + table)
                .orElseThrow());
    }

    private static String key(String table) {
        return switch (table) {
            case "job" -> "id";
            case "job_result" -> "first_item";
            default -> "job_id";
        };
    }

    /** Whether a transaction that is open keeps others from changing a job. */
    static boolean isLocked(Database database, String jobId) {
        try (Connection pooled = database.pool().getConnection()) {
            return Sql.isPostgres(pooled)
                    ? isHeld(pooled, jobId)
                    : isWritten(pooled.getMetaData().getURL());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SQLite lets one transaction write at a time. */
    private static boolean isWritten(String url) throws SQLException {
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 0");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
            return false;
        } catch (SQLException e) {
            if (e.getErrorCode() == SQLITE_BUSY) {
                return true;
            }
            throw e;
        }
    }

    private static boolean isHeld(Connection connection, String jobId) throws SQLException {
        try {
            Sql.first(connection, row -> true, "SELECT 1 FROM job WHERE id = ? FOR UPDATE NOWAIT", jobId);
            return false;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    /** Flips a bit in the last byte of each row. */
    static void damage(Database database, String table) {
        damage(database, table, "%");
    }

    /** Flips a bit in the last byte of each row of a job. */
    public static void damage(Database database, String table, String jobId) {
        database.write(connection -> {
            List<byte[]> bodies = Sql.list(
                    connection, row -> row.getBytes(1), "SELECT body FROM " + table + " WHERE job_id LIKE ?", jobId);
            for (byte[] body : bodies) {
                byte[] damaged = body.clone();
                damaged[damaged.length - 1] ^= 4;
                Sql.update(
                        connection,
                        "UPDATE " + table + " SET body = ? WHERE body = ? AND job_id LIKE ?",
                        damaged,
                        body,
                        jobId);
            }
            return bodies.size();
        });
    }
}
