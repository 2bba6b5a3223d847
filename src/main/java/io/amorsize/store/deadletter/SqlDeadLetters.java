package io.amorsize.store.deadletter;

import io.amorsize.deadletter.DeadLetter;
import io.amorsize.deadletter.DeadLetterConflict;
import io.amorsize.deadletter.DeadLetterCount;
import io.amorsize.deadletter.DeadLetterFilter;
import io.amorsize.deadletter.DeadLetterGroup;
import io.amorsize.deadletter.DeadLetterStatus;
import io.amorsize.deadletter.DeadLetters;
import io.amorsize.deadletter.UnknownDeadLetter;
import io.amorsize.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Dead letters in a database. */
public final class SqlDeadLetters implements DeadLetters {

    /** A recipe that was used less than a day ago may get another letter at any moment. */
    private static final long RECIPE_MILLIS = 86_400_000;

    private static final Set<DeadLetterStatus> DONE = EnumSet.of(DeadLetterStatus.REPLAYED, DeadLetterStatus.RESOLVED);
    private static final Set<DeadLetterStatus> WAITING =
            EnumSet.of(DeadLetterStatus.OPEN, DeadLetterStatus.QUARANTINED);

    private static final String ERASE = "UPDATE dead_letter SET status = 'PURGED', status_since = ?, status_before ="
            + " NULL, payload = NULL, edited = NULL, details = ?, note = '', tags = '', version = version + 1"
            + " WHERE id = ? AND status NOT IN ('REPLAYING', 'PURGED')";

    private final Database database;
    private final InstantSource clock;

    /** @param database shared with others */
    public SqlDeadLetters(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<DeadLetter> find(String id) {
        return database.read(connection -> LetterRows.find(connection, id));
    }

    @Override
    public List<DeadLetter> list(DeadLetterFilter filter, Optional<String> before, int most) {
        FilterSql where = FilterSql.of(filter);
        List<Object> values = new ArrayList<>(where.values());
        before.ifPresent(values::add);
        values.add((long) most);
        String condition =
                where.condition() + (before.isPresent() ? " AND l.id < ?" : "") + " ORDER BY l.id DESC LIMIT ?";
        return database.read(connection -> LetterRows.select(connection, condition, values));
    }

    @Override
    public List<DeadLetterGroup> groups(DeadLetterFilter filter, int most) {
        FilterSql where = FilterSql.of(filter);
        String sql = "SELECT l.fingerprint, COUNT(*) AS letters, MIN(l.first_failed_at) AS first_failed_at,"
                + " MAX(l.last_failed_at) AS last_failed_at, MAX(l.id) AS example FROM dead_letter l WHERE "
                + where.condition() + " GROUP BY l.fingerprint ORDER BY letters DESC, l.fingerprint LIMIT ?";
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                Bindings.of(select).all(where.values()).whole(most);
                try (ResultSet row = select.executeQuery()) {
                    List<DeadLetterGroup> groups = new ArrayList<>();
                    while (row.next()) {
                        // A letter that was removed a moment ago takes its group with it.
                        LetterRows.find(connection, row.getString("example"))
                                .ifPresent(example -> groups.add(group(row, example)));
                    }
                    return groups;
                }
            }
        });
    }

    private static DeadLetterGroup group(ResultSet row, DeadLetter example) {
        try {
            return new DeadLetterGroup(
                    row.getString("fingerprint"),
                    row.getLong("letters"),
                    Bindings.moment(row, "first_failed_at"),
                    Bindings.moment(row, "last_failed_at"),
                    example);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long count(DeadLetterFilter filter) {
        FilterSql where = FilterSql.of(filter);
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT COUNT(*) FROM dead_letter l WHERE " + where.condition())) {
                Bindings.of(select).all(where.values());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    @Override
    public List<DeadLetterCount> population() {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT job_type, status, COUNT(*),"
                            + " MIN(first_failed_at) FROM dead_letter GROUP BY job_type, status"
                            + " ORDER BY job_type, status");
                    ResultSet row = select.executeQuery()) {
                List<DeadLetterCount> counts = new ArrayList<>();
                while (row.next()) {
                    counts.add(new DeadLetterCount(
                            row.getString(1),
                            DeadLetterStatus.valueOf(row.getString(2)),
                            row.getLong(3),
                            Instant.ofEpochMilli(row.getLong(4))));
                }
                return counts;
            }
        });
    }

    @Override
    public DeadLetter resolve(String id, DeadLetter.Remarks remarks, OptionalLong expected) {
        return database.write(connection -> {
            DeadLetter letter = require(connection, id);
            refuse(letter, EnumSet.of(DeadLetterStatus.REPLAYING, DeadLetterStatus.PURGED), "resolved");
            if (expected.isPresent() && expected.getAsLong() != letter.version()) {
                throw changed(letter);
            }
            try (PreparedStatement update = connection.prepareStatement("UPDATE dead_letter SET status = 'RESOLVED',"
                    + " status_since = ?, note = ?, tags = ?, version = version + 1 WHERE id = ? AND version = ?")) {
                Bindings.of(update)
                        .moment(clock.instant())
                        .text(remarks.note())
                        .text(LetterRows.tags(remarks.tags()))
                        .text(id)
                        .whole(letter.version());
                return changedOnce(connection, update, letter);
            }
        });
    }

    @Override
    public DeadLetter release(String id) {
        return database.write(connection -> {
            DeadLetter letter = require(connection, id);
            refuse(
                    letter,
                    EnumSet.of(DeadLetterStatus.REPLAYING, DeadLetterStatus.REPLAYED, DeadLetterStatus.PURGED),
                    "released");
            try (PreparedStatement update = connection.prepareStatement("UPDATE dead_letter SET status = 'OPEN',"
                    + " status_since = ?, failed_replays = 0, version = version + 1 WHERE id = ? AND version = ?")) {
                Bindings.of(update).moment(clock.instant()).text(id).whole(letter.version());
                return changedOnce(connection, update, letter);
            }
        });
    }

    private static DeadLetter changedOnce(Connection connection, PreparedStatement update, DeadLetter letter)
            throws SQLException {
        if (update.executeUpdate() == 0) {
            throw changed(letter);
        }
        return require(connection, letter.id());
    }

    private static DeadLetterConflict changed(DeadLetter letter) {
        return new DeadLetterConflict(
                "The dead letter " + letter.id() + " has changed since it was read. Read it again, and decide anew.");
    }

    private static DeadLetter require(Connection connection, String id) throws SQLException {
        return LetterRows.find(connection, id).orElseThrow(() -> new UnknownDeadLetter(id));
    }

    private static void refuse(DeadLetter letter, Set<DeadLetterStatus> statuses, String what) {
        if (statuses.contains(letter.status())) {
            throw new DeadLetterConflict(
                    "The dead letter " + letter.id() + " is " + letter.status() + " and cannot be " + what + " now.");
        }
    }

    @Override
    public void purge(String id) {
        database.write(connection -> {
            DeadLetter letter = require(connection, id);
            refuse(letter, EnumSet.of(DeadLetterStatus.REPLAYING), "purged");
            return erase(connection, List.of(id));
        });
    }

    @Override
    public int purge(DeadLetterFilter filter, Instant failedBefore, int most) {
        FilterSql where = FilterSql.of(filter);
        List<Object> values = new ArrayList<>(where.values());
        values.add(failedBefore.toEpochMilli());
        String condition = where.condition()
                + " AND l.status NOT IN ('REPLAYING', 'PURGED') AND l.last_failed_at < ? ORDER BY l.id LIMIT " + most;
        return database.write(connection -> erase(connection, ids(connection, condition, values)));
    }

    private int erase(Connection connection, List<String> ids) throws SQLException {
        byte[] nothing = Details.NONE.packed();
        int erased = 0;
        try (PreparedStatement update = connection.prepareStatement(ERASE)) {
            for (String id : ids) {
                Bindings.of(update).moment(clock.instant()).bytes(nothing).text(id);
                update.addBatch();
            }
            for (int changed : update.executeBatch()) {
                erased += changed;
            }
        }
        return erased;
    }

    private static List<String> ids(Connection connection, String condition, List<Object> values) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT l.id FROM dead_letter l WHERE " + condition)) {
            Bindings.of(select).all(values);
            try (ResultSet row = select.executeQuery()) {
                List<String> ids = new ArrayList<>();
                while (row.next()) {
                    ids.add(row.getString(1));
                }
                return ids;
            }
        }
    }

    @Override
    public List<Removed> removeOld(Instant failedBefore, int most) {
        return database.write(connection -> remove(
                connection,
                "l.last_failed_at < ? AND l.status <> 'REPLAYING' ORDER BY l.last_failed_at LIMIT " + most,
                List.of(failedBefore.toEpochMilli())));
    }

    @Override
    public List<Removed> removeOldest(String type, int most) {
        return database.write(connection -> {
            List<Removed> done = remove(connection, oldest(DONE, most), List.of(type));
            return done.isEmpty() ? remove(connection, oldest(WAITING, most), List.of(type)) : done;
        });
    }

    private static String oldest(Set<DeadLetterStatus> statuses, int most) {
        return "l.job_type = ? AND l.status IN (" + FilterSql.names(statuses) + ") ORDER BY l.first_failed_at LIMIT "
                + most;
    }

    private static List<Removed> remove(Connection connection, String condition, List<Object> values)
            throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT l.id, l.job_type FROM dead_letter l WHERE " + condition);
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM dead_letter WHERE id = ? AND status <> 'REPLAYING'")) {
            Bindings.of(select).all(values);
            List<String> types = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    delete.setString(1, row.getString(1));
                    delete.addBatch();
                    types.add(row.getString(2));
                }
            }
            int[] deleted = delete.executeBatch();
            for (int i = 0; i < deleted.length; i++) {
                if (deleted[i] > 0) {
                    counts.merge(types.get(i), 1L, Long::sum);
                }
            }
        }
        return counts.entrySet().stream()
                .map(entry -> new Removed(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public int tidy(Instant purgedBefore, int most) {
        return database.write(connection -> {
            List<Removed> purged = remove(
                    connection,
                    "l.status = 'PURGED' AND l.status_since < ? ORDER BY l.id LIMIT " + most,
                    List.of(purgedBefore.toEpochMilli()));
            return (int) purged.stream().mapToLong(Removed::count).sum() + removeRecipes(connection);
        });
    }

    private int removeRecipes(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM dead_letter_recipe WHERE used_at < ?"
                + " AND NOT EXISTS (SELECT 1 FROM dead_letter WHERE recipe = dead_letter_recipe.id)")) {
            delete.setLong(1, clock.millis() - RECIPE_MILLIS);
            return delete.executeUpdate();
        }
    }
}
