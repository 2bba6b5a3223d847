package io.amorsize.store.lease;

import io.amorsize.job.Replicas;
import io.amorsize.recommendation.StoreUnavailable;
import io.amorsize.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The services that share a database, each with a row that it renews. Clocks of replicas that differ by more than a
 * dozen seconds make the number wrong; it is used for shares, nothing breaks by it. Safe for use by many threads.
 */
public final class SqlReplicas implements Replicas {

    /** Between two signs of life. */
    static final Duration BEAT = Duration.ofSeconds(5);

    /** Seen within so long: alive. */
    static final Duration ALIVE = Duration.ofSeconds(20);

    /** Not seen for so long: forgotten. */
    static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private static final int WAIT_SECONDS = 5;

    private final Database database;
    private final ReplicaName self;
    private final InstantSource clock;
    private final Set<String> types;
    private final Instant startedAt;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("replica").factory());
    private volatile int alive = 1;

    /**
     * @param database shared with the other replicas
     * @param self this one
     * @param types names of the job types that it has
     * @param clock says when it was seen
     */
    public SqlReplicas(Database database, ReplicaName self, Set<String> types, InstantSource clock) {
        this.database = database;
        this.self = self;
        this.types = Set.copyOf(types);
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /**
     * Is seen from now on.
     *
     * @throws StoreUnavailable if the database does not answer
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what is repeated throws nothing
    public void start() {
        beat();
        beats.scheduleWithFixedDelay(this::tryBeat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The number that was found at the last sign of life, so that no caller waits for the database. */
    @Override
    public int alive() {
        return alive;
    }

    @Override
    public boolean have(String type) {
        long since = clock.instant().minus(ALIVE).toEpochMilli();
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT job_types FROM replica WHERE seen_at >= ?")) {
                select.setLong(1, since);
                boolean found = false;
                try (ResultSet row = select.executeQuery()) {
                    while (!found && row.next()) {
                        found = row.getString(1).lines().anyMatch(type::equals);
                    }
                }
                return found;
            }
        });
    }

    /** A store that does not answer leaves the number as it was. */
    private void tryBeat() {
        try {
            beat();
        } catch (StoreUnavailable e) {
            return;
        }
    }

    /** Gives a sign of life, forgets those that have long given none, and counts the rest. */
    void beat() {
        Instant now = clock.instant();
        alive = Math.max(1, database.write(connection -> {
            renew(connection, now);
            forget(connection, now);
            return count(connection, now);
        }));
    }

    private void renew(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO replica (name, started_at, seen_at, job_types)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at,"
                        + " job_types = excluded.job_types")) {
            insert.setString(1, self.text());
            insert.setLong(2, startedAt.toEpochMilli());
            insert.setLong(3, now.toEpochMilli());
            insert.setString(4, String.join("\n", types));
            insert.executeUpdate();
        }
    }

    private static void forget(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM replica WHERE seen_at < ?")) {
            delete.setLong(1, now.minus(FORGOTTEN).toEpochMilli());
            delete.executeUpdate();
        }
    }

    private static int count(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT COUNT(*) FROM replica WHERE seen_at >= ?")) {
            select.setLong(1, now.minus(ALIVE).toEpochMilli());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Is not seen any more from now on. A store that does not answer learns it after a while by itself. */
    public void stop() {
        beats.shutdown();
        try {
            if (!beats.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            database.write(connection -> {
                try (PreparedStatement delete = connection.prepareStatement("DELETE FROM replica WHERE name = ?")) {
                    delete.setString(1, self.text());
                    return delete.executeUpdate();
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreUnavailable e) {
            return;
        }
    }
}
