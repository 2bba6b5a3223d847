package io.amorsize.store.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedSet;

/**
 * Locks jobs against all that changes them until a transaction ends. Who needs several takes all of them at once and
 * before anything else, so that no two transactions wait for one another.
 */
public final class JobLocks {

    private JobLocks() {}

    /** Whether rows have to be locked: SQLite lets one transaction write at a time anyway. */
    public static boolean areNeeded(Connection connection) throws SQLException {
        return !Sql.locking(connection).isEmpty();
    }

    /** Locks jobs in their order; those that are gone are left out. */
    public static void take(Connection connection, SortedSet<String> jobIds) throws SQLException {
        if (areNeeded(connection)) {
            for (String id : jobIds) {
                Sql.first(
                        connection,
                        row -> row.getString(1),
                        "SELECT id FROM job WHERE id = ?" + Sql.locking(connection),
                        id);
            }
        }
    }
}
