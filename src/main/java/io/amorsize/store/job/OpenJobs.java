package io.amorsize.store.job;

import io.amorsize.job.Overloaded;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Bounds how many jobs are under way at a time, on all replicas together. Stateless. */
final class OpenJobs {

    private static final String COUNT =
            "SELECT COUNT(*) FROM (SELECT 1 FROM job WHERE ended_at IS NULL LIMIT ?) AS open";

    /** Names the lock among all of the database: the letters of amorsize. */
    private static final String LOCK = "SELECT 1 FROM pg_advisory_xact_lock(7020103547478243941)";

    private static final Duration LATER = Duration.ofSeconds(5);

    private final long most;

    /** @param most jobs that may be under way at a time, at least 1 */
    OpenJobs(long most) {
        this.most = most;
    }

    /**
     * Refuses another job if there is no room for it.
     *
     * @throws Overloaded if there is none
     */
    void requireRoom(Connection connection) throws SQLException {
        if (count(connection) >= most) {
            throw overloaded();
        }
    }

    /**
     * Refuses the job that the transaction has added if there was no room for it. Until it ends, no other transaction
     * gets past here: two that do not see each other's job would both be let in.
     *
     * @throws Overloaded if there was none
     */
    void admit(Connection connection) throws SQLException {
        if (Sql.isPostgres(connection)) {
            Sql.first(connection, row -> true, LOCK);
        }
        if (count(connection) > most) {
            throw overloaded();
        }
    }

    private long count(Connection connection) throws SQLException {
        return Sql.first(connection, row -> row.getLong(1), COUNT, most + 1).orElseThrow();
    }

    private Overloaded overloaded() {
        return new Overloaded(LATER, most + " jobs are under way, as many as this service takes. Try again later.");
    }
}
