package io.amorsize.store.job;

import io.amorsize.job.JobCounts;
import io.amorsize.job.JobState;
import io.amorsize.job.UnknownJob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The row of a job, locked until the transaction ends. All that changes anything of a job locks it first, hence nothing
 * else changes meanwhile. Who needs several locks them in the order of their identifiers. Changes are written by
 * {@link #save}. For one thread.
 */
final class LockedJob {

    private static final String SELECT = "SELECT id, priority, started_at, items, " + StoredState.COLUMNS
            + ", carved, partitions, open_partitions, first_partition, succeeded, failed, cancelled, retries,"
            + " busy_seconds, forgiven_succeeded, forgiven_failed, redrive FROM job WHERE id = ?";

    private static final String UPDATE = "UPDATE job SET started_at = ?, ended_at = ?, items = ?, state = ?,"
            + " accepting = ?, reason = ?, carved = ?, partitions = ?, open_partitions = ?, succeeded = ?, failed = ?,"
            + " cancelled = ?, retries = ?, busy_seconds = ?, forgiven_succeeded = ?, forgiven_failed = ? WHERE id = ?";

    final String id;
    final int priority;
    final long firstPartition;
    final Optional<String> redrive;

    /** Items that have come in. */
    long items;

    /** Items that belong to a partition: those before this one. */
    long carved;

    /** Partitions that were ever made. */
    long partitions;

    /** Partitions that are unfinished. */
    long open;

    JobState state;
    JobCounts counts;

    /** Of the counts, those of the moment when it was resumed last; only items that succeeded or failed. */
    JobCounts forgiven;

    private @Nullable Long startedAt;

    private LockedJob(ResultSet row) throws SQLException {
        this.id = row.getString("id");
        this.priority = row.getInt("priority");
        this.firstPartition = row.getLong("first_partition");
        this.redrive = Optional.ofNullable(row.getString("redrive"));
        this.items = row.getLong("items");
        this.carved = row.getLong("carved");
        this.partitions = row.getLong("partitions");
        this.open = row.getLong("open_partitions");
        this.state = StoredState.read(row);
        this.counts = JobRows.counts(row);
        this.forgiven = JobRows.forgiven(row);
        long millis = row.getLong("started_at");
        this.startedAt = row.wasNull() ? null : millis;
    }

    /** Locks a job; empty if there is none. */
    static Optional<LockedJob> find(Connection connection, String id) throws SQLException {
        return Sql.first(connection, LockedJob::new, SELECT + Sql.locking(connection), id);
    }

    /**
     * Locks a job.
     *
     * @throws UnknownJob if there is none
     */
    static LockedJob require(Connection connection, String id) throws SQLException {
        return find(connection, id).orElseThrow(() -> new UnknownJob(id));
    }

    /** Whether its items may be run now. */
    boolean mayRun() {
        return state instanceof JobState.Active;
    }

    boolean isEnded() {
        return state instanceof JobState.Ended;
    }

    /**
     * Notes that items are about to be run, as far as that is not known yet; whether anything of it is new.
     *
     * @param sampling whether to learn from them
     */
    boolean start(Instant now, boolean sampling) {
        boolean first = startedAt == null;
        if (first) {
            startedAt = now.toEpochMilli();
        }
        if (state instanceof JobState.Queued queued) {
            state = sampling ? queued.sample() : queued.run();
            return true;
        }
        return first;
    }

    /** Writes what has changed. */
    void save(Connection connection) throws SQLException {
        Sql.update(
                connection,
                UPDATE,
                startedAt,
                StoredState.endMillis(state),
                items,
                state.label().name(),
                StoredState.isAccepting(state) ? 1 : 0,
                StoredState.reason(state),
                carved,
                partitions,
                open,
                counts.succeeded(),
                counts.failed(),
                counts.cancelled(),
                counts.retries(),
                counts.busySeconds(),
                forgiven.succeeded(),
                forgiven.failed(),
                id);
    }
}
