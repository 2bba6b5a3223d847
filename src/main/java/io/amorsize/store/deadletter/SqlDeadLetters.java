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
import java.util.Collections;
import java.util.Comparator;
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
            + " WHERE id = ? AND version = ? AND status NOT IN ('REPLAYING', 'PURGED')";

    private static final String NO_LETTER =
            "NOT EXISTS (SELECT 1 FROM dead_letter WHERE recipe = dead_letter_recipe.id)";

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
    public List<DeadLetter> read(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String condition =
                "l.id IN (" + String.join(", ", Collections.nCopies(ids.size(), "?")) + ") ORDER BY l.id DESC";
        return database.read(connection -> LetterRows.select(connection, condition, List.copyOf(ids)));
    }

    @Override
    public List<DeadLetter> list(DeadLetterFilter filter, Optional<String> before, int most) {
        FilterSql page = FilterSql.page(
                filter,
                before.isPresent() ? " AND l.id < ?" : "",
                before.<List<Object>>map(List::of).orElse(List.of()),
                "DESC",
                most);
        return database.read(connection -> LetterRows.summaries(
                connection,
                "l.id IN (SELECT id FROM (" + page.condition() + ") AS page) ORDER BY l.id DESC",
                page.values()));
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
            return erase(
                    connection,
                    List.of(new Row(id, letter.version(), letter.origin().jobType())));
        });
    }

    @Override
    public Purged purge(DeadLetterFilter filter, Instant failedBefore, Optional<String> after, int most) {
        EnumSet<DeadLetterStatus> statuses = EnumSet.copyOf(filter.statuses());
        statuses.removeAll(EnumSet.of(DeadLetterStatus.REPLAYING, DeadLetterStatus.PURGED));
        if (statuses.isEmpty()) {
            return new Purged(0, Optional.empty());
        }
        List<Row> rows = rows(FilterSql.page(
                filter.in(statuses),
                " AND l.last_failed_at < ? AND l.id > ?",
                List.of(failedBefore.toEpochMilli(), after.orElse("")),
                "ASC",
                most));
        if (rows.isEmpty()) {
            return new Purged(0, Optional.empty());
        }
        long erased = database.write(connection -> erase(connection, rows));
        return new Purged(erased, Optional.of(rows.getLast().id));
    }

    /** What is needed of a letter to change it as it was read. */
    private record Row(String id, long version, String type) {}

    /** Rows that are to be changed. They are read without keeping anybody from writing. */
    private List<Row> rows(FilterSql select) {
        return database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(select.condition())) {
                Bindings.of(statement).all(select.values());
                try (ResultSet row = statement.executeQuery()) {
                    List<Row> rows = new ArrayList<>();
                    while (row.next()) {
                        rows.add(new Row(row.getString(1), row.getLong(2), row.getString(3)));
                    }
                    return rows;
                }
            }
        });
    }

    private long erase(Connection connection, List<Row> rows) throws SQLException {
        byte[] nothing = Details.NONE.packed();
        long erased = 0;
        try (PreparedStatement update = connection.prepareStatement(ERASE)) {
            for (Row row : rows) {
                Bindings.of(update)
                        .moment(clock.instant())
                        .bytes(nothing)
                        .text(row.id)
                        .whole(row.version);
                update.addBatch();
            }
            for (int changed : update.executeBatch()) {
                erased += changed;
            }
        }
        return erased;
    }

    @Override
    public List<Removed> removeOld(Instant failedBefore, int most) {
        return remove(rows(new FilterSql(
                "SELECT l.id, l.version, l.job_type FROM dead_letter l WHERE l.last_failed_at < ? AND l.status <>"
                        + " 'REPLAYING' ORDER BY l.last_failed_at LIMIT " + most,
                List.of(failedBefore.toEpochMilli()))));
    }

    @Override
    public List<Removed> removeOldest(String type, int most) {
        List<Row> done = oldest(type, DONE, most);
        return remove(done.isEmpty() ? oldest(type, WAITING, most) : done);
    }

    private List<Row> oldest(String type, Set<DeadLetterStatus> statuses, int most) {
        return rows(FilterSql.page(DeadLetterFilter.ALL.ofType(type).in(statuses), "", List.of(), "ASC", most));
    }

    /** In the order of their identifiers, as everywhere. */
    private List<Removed> remove(List<Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Row> ordered = rows.stream().sorted(Comparator.comparing(Row::id)).toList();
        Map<String, Long> counts = database.write(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM dead_letter WHERE id = ? AND version = ?")) {
                for (Row row : ordered) {
                    Bindings.of(delete).text(row.id).whole(row.version);
                    delete.addBatch();
                }
                int[] deleted = delete.executeBatch();
                Map<String, Long> byType = new TreeMap<>();
                for (int i = 0; i < deleted.length; i++) {
                    if (deleted[i] > 0) {
                        byType.merge(ordered.get(i).type, 1L, Long::sum);
                    }
                }
                return byType;
            }
        });
        return counts.entrySet().stream()
                .map(entry -> new Removed(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public int tidy(Instant purgedBefore, int most) {
        List<Removed> purged = remove(rows(new FilterSql(
                "SELECT l.id, l.version, l.job_type FROM dead_letter l WHERE l.status = 'PURGED' AND l.status_since < ?"
                        + " ORDER BY l.status_since LIMIT " + most,
                List.of(purgedBefore.toEpochMilli()))));
        return (int) purged.stream().mapToLong(Removed::count).sum() + removeRecipes();
    }

    /** One after the other: transactions that lock several recipes do so in another order. */
    private int removeRecipes() {
        long usedBefore = clock.millis() - RECIPE_MILLIS;
        List<String> unused = database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT id FROM dead_letter_recipe WHERE" + " used_at < ? AND " + NO_LETTER)) {
                select.setLong(1, usedBefore);
                try (ResultSet row = select.executeQuery()) {
                    List<String> ids = new ArrayList<>();
                    while (row.next()) {
                        ids.add(row.getString(1));
                    }
                    return ids;
                }
            }
        });
        int removed = 0;
        for (String id : unused) {
            removed += database.write(connection -> {
                try (PreparedStatement delete = connection.prepareStatement(
                        "DELETE FROM dead_letter_recipe WHERE id = ? AND used_at < ? AND " + NO_LETTER)) {
                    Bindings.of(delete).text(id).whole(usedBefore);
                    return delete.executeUpdate();
                }
            });
        }
        return removed;
    }
}
