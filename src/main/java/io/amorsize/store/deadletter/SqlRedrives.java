package io.amorsize.store.deadletter;

import io.amorsize.deadletter.DeadLetter;
import io.amorsize.deadletter.DeadLetterConflict;
import io.amorsize.deadletter.NewRedrive;
import io.amorsize.deadletter.Redrive;
import io.amorsize.deadletter.Redrives;
import io.amorsize.deadletter.UnknownRedrive;
import io.amorsize.job.NewJob;
import io.amorsize.store.Database;
import io.amorsize.store.Documents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Redrives in a database.
 *
 * <p>Transactions that touch jobs, redrives, recipes and letters lock them in this order, each sort by its identifiers.
 */
public final class SqlRedrives implements Redrives {

    private static final String INSERT = "INSERT INTO redrive (id, created_at, filter, items_per_second, max_items,"
            + " target, state, fed_after, matched, fed, succeeded, failed, returned, idempotency_key, fingerprint)"
            + " VALUES (?, ?, ?, ?, ?, ?, 'FEEDING', '', 0, 0, 0, 0, 0, ?, ?) ON CONFLICT DO NOTHING";

    private static final String CLAIM = "UPDATE dead_letter SET status_before = status, status = 'REPLAYING',"
            + " status_since = ?, redrive_id = ?, replay_job_id = NULL, replay_index = NULL, edited ="
            + " COALESCE(?, edited), version = version + 1 WHERE id = ? AND version = ?";

    private final Database database;
    private final RedriveFeed feed;
    private final InstantSource clock;

    /**
     * Redrives whose jobs are kept by {@code jobs}.
     *
     * @param database shared with others
     * @param ids makes identifiers of jobs
     */
    public SqlRedrives(Database database, JobTables jobs, Supplier<String> ids, InstantSource clock) {
        this.database = database;
        this.feed = new RedriveFeed(jobs, ids, clock);
        this.clock = clock;
    }

    @Override
    public Submission submit(NewRedrive redrive) {
        Map<String, Long> matched = redrive.single()
                .map(single -> Map.of(single.letter().origin().recipe(), 1L))
                .orElseGet(() -> matched(redrive));
        return database.write(connection -> {
            if (!inserted(connection, redrive)) {
                NewJob.Idempotency idempotency = redrive.idempotency().orElseThrow();
                return earlier(connection, idempotency)
                        .orElseThrow(() -> new SQLException("the redrive is gone that was there a moment ago"));
            }
            if (redrive.single().isPresent()) {
                claim(connection, redrive, redrive.single().get());
            }
            note(connection, redrive.id(), matched);
            return new Submission(require(connection, redrive.id()), true, true);
        });
    }

    private static boolean inserted(Connection connection, NewRedrive redrive) throws SQLException {
        Redrive.Request request = redrive.request();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            Bindings.of(insert)
                    .text(redrive.id())
                    .moment(redrive.createdAt())
                    .text(FilterDocument.write(request.filter()))
                    .decimal(request.itemsPerSecond())
                    .whole(request.maxItems())
                    .text(request.target().name())
                    .text(redrive.idempotency().map(NewJob.Idempotency::key))
                    .text(redrive.idempotency().map(NewJob.Idempotency::fingerprint));
            return insert.executeUpdate() > 0;
        }
    }

    private static void claim(Connection connection, NewRedrive redrive, NewRedrive.Single single) throws SQLException {
        DeadLetter letter = single.letter();
        try (PreparedStatement update = connection.prepareStatement(CLAIM)) {
            Bindings bindings = Bindings.of(update).moment(redrive.createdAt()).text(redrive.id());
            if (single.edited().isPresent()) {
                bindings.bytes(Documents.packed(single.edited().get().json().orElseThrow()));
            } else {
                bindings.noBytes();
            }
            bindings.text(letter.id()).whole(letter.version());
            if (update.executeUpdate() == 0) {
                throw new DeadLetterConflict("The dead letter " + letter.id()
                        + " has changed since it was read. Read it again, and decide anew.");
            }
        }
    }

    /** By recipe. Read before the transaction that begins the redrive: counting many letters takes time. */
    private Map<String, Long> matched(NewRedrive redrive) {
        Candidates candidates = Candidates.ofBulk(redrive.request(), redrive.createdAt());
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT recipe, COUNT(*) FROM ("
                    + candidates.select("l.recipe") + ") AS matched GROUP BY recipe")) {
                Bindings.of(select).all(candidates.values());
                try (ResultSet row = select.executeQuery()) {
                    Map<String, Long> matched = new HashMap<>();
                    while (row.next()) {
                        matched.put(row.getString(1), row.getLong(2));
                    }
                    return matched;
                }
            }
        });
    }

    /** One row for each recipe, so that each job gets its share of the rate. */
    private static void note(Connection connection, String id, Map<String, Long> matched) throws SQLException {
        long all = 0;
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO redrive_job (redrive_id, recipe, letters, fed) VALUES (?, ?, ?, 0)");
                PreparedStatement update = connection.prepareStatement("UPDATE redrive SET matched = ? WHERE id = ?")) {
            for (Map.Entry<String, Long> each : matched.entrySet()) {
                Bindings.of(insert).text(id).text(each.getKey()).whole(each.getValue());
                insert.addBatch();
                all += each.getValue();
            }
            insert.executeBatch();
            Bindings.of(update).whole(all).text(id);
            update.executeUpdate();
        }
    }

    @Override
    public Optional<Submission> earlier(NewJob.Idempotency idempotency) {
        return database.read(connection -> earlier(connection, idempotency));
    }

    private static Optional<Submission> earlier(Connection connection, NewJob.Idempotency idempotency)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, fingerprint FROM redrive WHERE idempotency_key = ?")) {
            select.setString(1, idempotency.key());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Submission(
                                require(connection, row.getString(1)),
                                false,
                                idempotency.fingerprint().equals(row.getString(2))))
                        : Optional.empty();
            }
        }
    }

    @Override
    public List<Matched> preview(Redrive.Request request, Instant now) {
        Candidates candidates = Candidates.ofBulk(request, now);
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT job_type, COUNT(*) FROM ("
                    + candidates.select("l.job_type") + ") AS matched GROUP BY job_type ORDER BY job_type")) {
                Bindings.of(select).all(candidates.values());
                try (ResultSet row = select.executeQuery()) {
                    List<Matched> matched = new ArrayList<>();
                    while (row.next()) {
                        matched.add(new Matched(row.getString(1), row.getLong(2)));
                    }
                    return matched;
                }
            }
        });
    }

    @Override
    public Optional<Redrive> find(String id) {
        return database.read(connection -> RedriveRows.find(connection, id));
    }

    @Override
    public List<Redrive> list(Optional<String> before, int most) {
        List<Object> values = new ArrayList<>();
        before.ifPresent(values::add);
        values.add((long) most);
        String condition = (before.isPresent() ? "id < ?" : "1 = 1") + " ORDER BY id DESC LIMIT ?";
        return database.read(connection -> RedriveRows.select(connection, condition, values));
    }

    @Override
    public List<Redrive> unfinished(Optional<String> after, int most) {
        return database.read(connection -> RedriveRows.select(
                connection,
                "state IN ('FEEDING', 'RUNNING', 'CANCELLING') AND id > ? ORDER BY id LIMIT ?",
                List.of(after.orElse(""), (long) most)));
    }

    @Override
    public boolean feed(String id, int most) {
        Optional<RedriveFeed.Batch> batch = database.read(connection -> feed.batch(connection, id, most));
        if (batch.isEmpty()) {
            return false;
        }
        try {
            database.write(connection -> {
                feed.handOver(connection, batch.get());
                return id;
            });
        } catch (RedriveFeed.LostRace another) {
            return true;
        }
        return true;
    }

    @Override
    public void fed(String id) {
        database.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE redrive SET state = 'RUNNING' WHERE id = ? AND state = 'FEEDING'")) {
                update.setString(1, id);
                update.executeUpdate();
            }
            return RedriveRows.count(connection, id, RedriveRows.Ends.NONE, clock.instant());
        });
    }

    @Override
    public Redrive cancel(String id) {
        return database.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE redrive SET state = 'CANCELLING'" + " WHERE id = ? AND state IN ('FEEDING', 'RUNNING')")) {
                update.setString(1, id);
                update.executeUpdate();
            }
            return require(connection, id);
        });
    }

    private static Redrive require(Connection connection, String id) throws SQLException {
        return RedriveRows.find(connection, id).orElseThrow(() -> new UnknownRedrive(id));
    }

    @Override
    public int giveBack(String id, Optional<String> job, int most) {
        return database.write(connection -> RedriveRows.giveBack(connection, id, job, most, clock.instant()));
    }

    @Override
    public void end(String id) {
        database.write(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE redrive SET state = CASE state WHEN 'CANCELLING' THEN"
                            + " 'CANCELLED' ELSE 'DONE' END, ended_at = ? WHERE id = ? AND state IN ('RUNNING',"
                            + " 'CANCELLING') AND fed = succeeded + failed + returned")) {
                Bindings.of(update).moment(clock.instant()).text(id);
                return update.executeUpdate();
            }
        });
    }

    @Override
    public int forget(Instant endedBefore, int most) {
        return database.write(connection -> {
            List<Redrive> over = RedriveRows.select(
                    connection,
                    "state IN ('DONE', 'CANCELLED') AND ended_at < ? ORDER BY id LIMIT ?",
                    List.of(endedBefore.toEpochMilli(), (long) most));
            try (PreparedStatement jobs = connection.prepareStatement("DELETE FROM redrive_job WHERE redrive_id = ?");
                    PreparedStatement redrives = connection.prepareStatement("DELETE FROM redrive WHERE id = ?")) {
                for (Redrive each : over) {
                    jobs.setString(1, each.id());
                    jobs.addBatch();
                    redrives.setString(1, each.id());
                    redrives.addBatch();
                }
                jobs.executeBatch();
                redrives.executeBatch();
            }
            return over.size();
        });
    }
}
