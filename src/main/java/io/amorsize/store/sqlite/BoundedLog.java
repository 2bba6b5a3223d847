package io.amorsize.store.sqlite;

import io.agroal.api.AgroalPoolInterceptor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps the write-ahead log short: looks at its length whenever a connection comes back to the pool, and empties it when
 * it is too long. Safe for use by many threads.
 *
 * <p>SQLite copies the log into the database after commits without making anybody wait, and begins it anew when a
 * transaction finds all of it copied and nobody reading from it. While transactions follow each other without a pause
 * none ever does: what one commits while another copies is not copied yet. The log is emptied here while no transaction
 * may begin. Those who have just ended one wait for that, or they would begin the next before it. What a reader needs
 * for longer than that stays, and the log may grow by half of the length before it is tried again.
 */
final class BoundedLog implements AgroalPoolInterceptor {

    /** For a transaction under way, then for readers of what is to be removed; nobody can write during the latter. */
    private static final int PATIENCE_MILLIS = 1_000;

    private final Path log;
    private final long mostBytes;
    private final int busyMillis;
    private long tryAt;

    /**
     * Looks at no file yet.
     *
     * @param database the file whose log it is
     * @param mostBytes length beyond which it is emptied
     * @param busyMillis how long statements of the connections wait for a lock
     */
    BoundedLog(Path database, long mostBytes, int busyMillis) {
        this.log = database.resolveSibling(database.getFileName() + "-wal");
        this.mostBytes = mostBytes;
        this.busyMillis = busyMillis;
        this.tryAt = mostBytes;
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        if (log.toFile().length() > mostBytes) {
            empty(connection);
        }
    }

    private synchronized void empty(Connection connection) {
        long bytes = log.toFile().length();
        if (bytes <= mostBytes) {
            tryAt = mostBytes;
        } else if (bytes > tryAt) {
            tryAt = isEmptied(connection) ? mostBytes : bytes + mostBytes / 2;
        }
    }

    /** Whether nothing is left of the log; false if it was in use for too long. */
    private boolean isEmptied(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + PATIENCE_MILLIS);
            try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                return row.getInt(1) == 0;
            } finally {
                statement.execute("PRAGMA busy_timeout = " + busyMillis);
            }
        } catch (SQLException e) {
            // Whatever it is, the next statement that somebody waits for meets it, too.
            return false;
        }
    }
}
