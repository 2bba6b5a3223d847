package io.amorsize.store.deadletter;

import io.amorsize.deadletter.Redrive;
import io.amorsize.store.job.JobLocks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Rows of redrives. */
final class RedriveRows {

    /** A redrive all of whose letters were fed is over with the last of them. */
    private static final String COUNT = "UPDATE redrive SET succeeded = succeeded + ?, failed = failed + ?, returned ="
            + " returned + ?, ended_at = CASE WHEN state = 'RUNNING' AND fed = succeeded + failed + returned + ? THEN"
            + " CAST(? AS BIGINT) ELSE ended_at END, state = CASE WHEN state = 'RUNNING' AND fed = succeeded + failed"
            + " + returned + ? THEN 'DONE' ELSE state END WHERE id = ?";

    private static final String GIVE_BACK = "UPDATE dead_letter SET status = COALESCE(status_before, 'OPEN'),"
            + " status_since = ?, status_before = NULL, version = version + 1 WHERE id = ? AND redrive_id = ? AND status"
            + " = 'REPLAYING'";

    private RedriveRows() {}

    /**
     * Ends that letters of a redrive came to.
     *
     * @param succeeded replays that succeeded
     * @param failed replays that failed
     * @param returned letters given back without being run
     */
    record Ends(long succeeded, long failed, long returned) {

        static final Ends NONE = new Ends(0, 0, 0);

        Ends plus(Ends more) {
            return new Ends(succeeded + more.succeeded, failed + more.failed, returned + more.returned);
        }

        long all() {
            return succeeded + failed + returned;
        }
    }

    /** Locks redrives in their order, after jobs and before letters; those that are gone are left out. */
    static void lock(Connection connection, SortedSet<String> ids) throws SQLException {
        if (JobLocks.areNeeded(connection)) {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT id FROM redrive WHERE id = ? FOR UPDATE")) {
                for (String id : ids) {
                    select.setString(1, id);
                    try (ResultSet row = select.executeQuery()) {
                        row.next();
                    }
                }
            }
        }
    }

    static Optional<Redrive> find(Connection connection, String id) throws SQLException {
        return select(connection, "id = ?", List.of(id)).stream().findFirst();
    }

    static List<Redrive> select(Connection connection, String condition, List<Object> values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM redrive WHERE " + condition);
                PreparedStatement jobs = connection.prepareStatement(
                        "SELECT job_id FROM redrive_job WHERE redrive_id = ? AND job_id IS NOT NULL ORDER BY job_id")) {
            Bindings.of(select).all(values);
            try (ResultSet row = select.executeQuery()) {
                List<Redrive> redrives = new ArrayList<>();
                while (row.next()) {
                    jobs.setString(1, row.getString("id"));
                    redrives.add(redrive(row, texts(jobs)));
                }
                return redrives;
            }
        }
    }

    private static List<String> texts(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }

    private static Redrive redrive(ResultSet row, List<String> jobs) throws SQLException {
        return new Redrive(
                row.getString("id"),
                Bindings.moment(row, "created_at"),
                new Redrive.Request(
                        FilterDocument.read(row.getString("filter")),
                        Bindings.decimalIfAny(row, "items_per_second"),
                        Bindings.wholeIfAny(row, "max_items"),
                        Redrive.Target.valueOf(row.getString("target"))),
                Redrive.State.valueOf(row.getString("state")),
                new Redrive.Progress(
                        row.getLong("matched"),
                        row.getLong("fed"),
                        row.getLong("succeeded"),
                        row.getLong("failed"),
                        row.getLong("returned")),
                jobs,
                ended(row));
    }

    private static Optional<Instant> ended(ResultSet row) throws SQLException {
        var at = Bindings.wholeIfAny(row, "ended_at");
        return at.isPresent() ? Optional.of(Instant.ofEpochMilli(at.getAsLong())) : Optional.empty();
    }

    /** Counts ends; how many there were. */
    static long count(Connection connection, String id, Ends ends, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(COUNT)) {
            Bindings.of(update)
                    .whole(ends.succeeded())
                    .whole(ends.failed())
                    .whole(ends.returned())
                    .whole(ends.all())
                    .moment(now)
                    .whole(ends.all())
                    .text(id);
            update.executeUpdate();
            return ends.all();
        }
    }

    /** Makes letters what they were before; those that were fed are counted. */
    static int giveBack(Connection connection, String id, Optional<String> job, int most, Instant now)
            throws SQLException {
        lock(connection, new TreeSet<>(List.of(id)));
        int given = 0;
        try (PreparedStatement update = connection.prepareStatement(GIVE_BACK)) {
            for (String letter : taken(connection, id, job, most)) {
                Bindings.of(update).moment(now).text(letter).text(id);
                update.addBatch();
            }
            for (int changed : update.executeBatch()) {
                given += changed;
            }
        }
        if (job.isPresent() && given > 0) {
            count(connection, id, new Ends(0, 0, given), now);
        }
        return given;
    }

    /** In the order of an index that has no other letters, and then of their identifiers, as everywhere. */
    private static List<String> taken(Connection connection, String id, Optional<String> job, int most)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT l.id FROM dead_letter l WHERE"
                + " l.redrive_id = ? AND l.status = 'REPLAYING' AND "
                + (job.isPresent() ? "l.replay_job_id = ?" : "l.replay_job_id IS NULL")
                + " ORDER BY l.replay_index LIMIT ?")) {
            Bindings bindings = Bindings.of(select).text(id);
            if (job.isPresent()) {
                bindings.text(job.get());
            }
            bindings.whole(most);
            return texts(select).stream().sorted().toList();
        }
    }
}
