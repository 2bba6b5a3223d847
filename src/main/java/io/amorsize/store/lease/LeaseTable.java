package io.amorsize.store.lease;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import io.amorsize.recommendation.StoreUnavailable;
import io.amorsize.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of partitions in db-scheduler's table: what it cannot do itself. Safe for use by many threads.
 *
 * <p>All that a holder does carries the version that it took the row with; once another has taken it, nothing is
 * changed. All methods throw {@link StoreUnavailable}.
 */
final class LeaseTable {

    /** Name of the task that runs a partition. */
    static final String TASK = "partition";

    /**
     * What is due at once has been due for so long: a clock that lags behind, or is set back, does not hold it up. The
     * order among such rows stays that of the offers.
     */
    private static final Duration HEAD_START = Duration.ofDays(1);

    private static final String HELD =
            " WHERE task_name = '" + TASK + "' AND task_instance = ? AND version = ? AND picked";

    private final Database database;
    private final JdbcCustomization columns;
    private final InstantSource clock;

    LeaseTable(Database database, InstantSource clock) {
        this.database = database;
        this.columns = Dialect.of(database).columns();
        this.clock = clock;
    }

    /** The moment from which on a row is due that is to be run after {@code delay}. */
    static Instant due(Instant now, Duration delay) {
        return delay.isPositive() ? now.plus(delay) : now.minus(HEAD_START);
    }

    /** Whether {@code pick} still has its row. */
    boolean holds(Pick pick) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM scheduled_tasks" + HELD)) {
                setHeld(select, 1, pick);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /** Removes the row; it is offered again instead if it was offered since it was taken. */
    void remove(Pick pick) {
        database.write(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM scheduled_tasks" + HELD + " AND NOT offered_again")) {
                setHeld(delete, 1, pick);
                return delete.executeUpdate() > 0 || giveBack(connection, pick, Duration.ZERO, 0);
            }
        });
    }

    /**
     * Offers the row to all.
     *
     * @param delay not before so long, unless it was offered since it was taken
     * @param failures how often it failed in a row
     */
    void giveBack(Pick pick, Duration delay, int failures) {
        database.write(connection -> giveBack(connection, pick, delay, failures));
    }

    private boolean giveBack(Connection connection, Pick pick, Duration delay, int failures) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE scheduled_tasks SET picked = FALSE,"
                + " picked_by = NULL, last_heartbeat = NULL, version = version + 1, consecutive_failures = ?,"
                + " execution_time = CASE WHEN offered_again THEN execution_time ELSE ? END, offered_again = FALSE"
                + HELD)) {
            update.setInt(1, failures);
            columns.setInstant(update, 2, due(clock.instant(), delay));
            setHeld(update, 3, pick);
            return update.executeUpdate() > 0;
        }
    }

    /**
     * Takes the row away from who holds it, so that of all who find a dead holder only one judges it.
     *
     * @return whether it could be taken; it is {@link Pick#next()} then
     */
    boolean takeOver(Pick pick, ReplicaName replica) {
        return database.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE scheduled_tasks SET picked_by = ?, last_heartbeat = ?, version = version + 1" + HELD)) {
                update.setString(1, replica.text());
                columns.setInstant(update, 2, clock.instant());
                setHeld(update, 3, pick);
                return update.executeUpdate() > 0;
            }
        });
    }

    /**
     * Brings moments back that are further ahead than any is written: the clock was set back since. What was put off is
     * due, and a heartbeat is of now, to grow old unless its holder lives.
     */
    void bringBack() {
        Instant now = clock.instant();
        Instant most = now.plus(Backoff.LONGEST);
        database.write(
                connection -> bringBack(connection, "execution_time", due(now, Duration.ZERO), "NOT picked", most)
                        + bringBack(connection, "last_heartbeat", now, "picked", most));
    }

    private int bringBack(Connection connection, String column, Instant to, String condition, Instant most)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE scheduled_tasks SET " + column
                + " = ? WHERE task_name = '" + TASK + "' AND " + condition + " AND " + column + " > ?")) {
            columns.setInstant(update, 1, to);
            columns.setInstant(update, 2, most);
            return update.executeUpdate();
        }
    }

    /** All rows that somebody holds. */
    List<Pick> held() {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT task_instance, version FROM scheduled_tasks WHERE task_name = '" + TASK
                                    + "' AND picked ORDER BY task_instance");
                    ResultSet row = select.executeQuery()) {
                List<Pick> held = new ArrayList<>();
                while (row.next()) {
                    held.add(Pick.of(row.getString(1), row.getLong(2)));
                }
                return held;
            }
        });
    }

    private static void setHeld(PreparedStatement statement, int first, Pick pick) throws SQLException {
        statement.setString(first, pick.instance());
        statement.setLong(first + 1, pick.version());
    }
}
