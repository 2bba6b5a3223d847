package io.amorsize.store.job;

import io.amorsize.job.DamagedJob;
import io.amorsize.job.ItemSource;
import io.amorsize.job.Job;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobFilter;
import io.amorsize.job.JobSpec;
import io.amorsize.job.JobState;
import io.amorsize.job.NewJob;
import io.amorsize.job.PlanRevision;
import io.amorsize.job.UnknownJob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables job, job_spec, job_label and job_plan. */
final class JobRows {

    private static final String SELECT = "SELECT job.id, created_at, started_at, range_from, range_to, items, "
            + StoredState.COLUMNS + ", succeeded, failed, cancelled, retries, busy_seconds, forgiven_succeeded,"
            + " forgiven_failed, redrive, job_spec.body AS spec FROM job JOIN job_spec ON job_spec.job_id = job.id";

    private static final String INSERT = "INSERT INTO job (id, created_at, type, priority, range_from, range_to, items,"
            + " state, accepting, carved, partitions, open_partitions, first_partition, succeeded, failed, cancelled,"
            + " retries, busy_seconds, redrive, idempotency_key, fingerprint)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, 0, 0, 0, 0, 0, ?, ?, ?) ON CONFLICT DO NOTHING";

    private JobRows() {}

    /**
     * Adds a job without partitions and stored items.
     *
     * @return false if its idempotency key was used before; nothing was added then
     */
    static boolean insert(Connection connection, NewJob job, Optional<String> redrive, long firstPartition)
            throws SQLException {
        @Nullable Long from = null;
        @Nullable Long to = null;
        long items = 0;
        if (job.source() instanceof ItemSource.Range range) {
            from = range.from();
            to = range.to();
            items = range.to() - range.from();
        }
        JobSpec spec = job.spec();
        JobState state = job.open() ? new JobState.Accepting() : new JobState.Queued();
        int added = Sql.update(
                connection,
                INSERT,
                job.id(),
                job.createdAt().toEpochMilli(),
                spec.type(),
                spec.priority(),
                from,
                to,
                items,
                state.label().name(),
                job.open() ? 1 : 0,
                firstPartition,
                redrive.orElse(null),
                job.idempotency().map(NewJob.Idempotency::key).orElse(null),
                job.idempotency().map(NewJob.Idempotency::fingerprint).orElse(null));
        if (added == 0) {
            return false;
        }
        Sql.update(connection, "INSERT INTO job_spec (job_id, body) VALUES (?, ?)", job.id(), JobDocuments.spec(spec));
        for (Map.Entry<String, String> label : spec.labels().entrySet()) {
            Sql.update(
                    connection,
                    "INSERT INTO job_label (job_id, name, value) VALUES (?, ?, ?)",
                    job.id(),
                    label.getKey(),
                    label.getValue());
        }
        return true;
    }

    static Optional<Job> find(Connection connection, String id) throws SQLException {
        return Sql.first(connection, row -> job(connection, row), SELECT + " WHERE job.id = ?", id);
    }

    /** @throws UnknownJob if there is none */
    static Job require(Connection connection, String id) throws SQLException {
        return find(connection, id).orElseThrow(() -> new UnknownJob(id));
    }

    /** Those among jobs that run letters of a redrive. */
    static List<String> ofRedrives(Connection connection, Set<String> ids) throws SQLException {
        return Sql.list(
                connection,
                row -> row.getString(1),
                "SELECT id FROM job WHERE redrive IS NOT NULL AND id IN ("
                        + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")",
                ids.toArray());
    }

    /** The job that was accepted with an idempotency key, and the fingerprint of that request. */
    static Optional<Map.Entry<Job, String>> ofKey(Connection connection, String key) throws SQLException {
        return Sql.first(
                connection,
                row -> Map.entry(require(connection, row.getString(1)), row.getString(2)),
                "SELECT id, fingerprint FROM job WHERE idempotency_key = ?",
                key);
    }

    /** Jobs by age, without those that are damaged. */
    static List<Job> list(Connection connection, JobFilter filter, Optional<String> before, int most)
            throws SQLException {
        List<Job> jobs = new ArrayList<>();
        Optional<String> next = before;
        List<Found> found;
        int wanted;
        do {
            wanted = most - jobs.size();
            found = found(connection, filter, next, wanted);
            for (Found each : found) {
                each.job().ifPresent(jobs::add);
                next = Optional.of(each.id());
            }
        } while (found.size() == wanted && jobs.size() < most);
        return jobs;
    }

    private static List<Found> found(Connection connection, JobFilter filter, Optional<String> before, int most)
            throws SQLException {
        StringBuilder conditions = new StringBuilder(" WHERE 1 = 1");
        List<@Nullable Object> values = new ArrayList<>();
        before.ifPresent(id -> {
            conditions.append(" AND job.id < ?");
            values.add(id);
        });
        filter.state().ifPresent(state -> {
            conditions.append(" AND state = ?");
            values.add(state.name());
        });
        filter.type().ifPresent(type -> {
            conditions.append(" AND type = ?");
            values.add(type);
        });
        filter.labels().forEach((name, value) -> {
            conditions.append(" AND EXISTS (SELECT 1 FROM job_label WHERE job_label.job_id = job.id AND name = ?"
                    + " AND value = ?)");
            values.add(name);
            values.add(value);
        });
        values.add(most);
        return Sql.list(
                connection,
                row -> found(connection, row),
                SELECT + conditions + " ORDER BY job.id DESC LIMIT ?",
                values.toArray());
    }

    /** Jobs that have not ended, without those that are damaged. */
    static List<Job> open(Connection connection, int most) throws SQLException {
        return Sql.list(
                        connection,
                        row -> found(connection, row),
                        SELECT + " WHERE ended_at IS NULL ORDER BY job.id LIMIT ?",
                        most)
                .stream()
                .flatMap(found -> found.job().stream())
                .toList();
    }

    /**
     * A row of many, of which one that is damaged must not hide the others.
     *
     * @param job empty if it is damaged
     */
    private record Found(String id, Optional<Job> job) {}

    private static Found found(Connection connection, ResultSet row) throws SQLException {
        String id = row.getString("id");
        try {
            return new Found(id, Optional.of(job(connection, row)));
        } catch (DamagedJob e) {
            return new Found(id, Optional.empty());
        }
    }

    static Map<JobState.Label, Long> population(Connection connection) throws SQLException {
        Map<JobState.Label, Long> population = new EnumMap<>(JobState.Label.class);
        Sql.list(
                        connection,
                        row -> Map.entry(JobState.Label.valueOf(row.getString(1)), row.getLong(2)),
                        "SELECT state, COUNT(*) FROM job GROUP BY state")
                .forEach(entry -> population.put(entry.getKey(), entry.getValue()));
        return population;
    }

    static boolean exists(Connection connection, String id) throws SQLException {
        return Sql.first(connection, row -> true, "SELECT 1 FROM job WHERE id = ?", id)
                .isPresent();
    }

    /** The state of a job, whatever of it is damaged. */
    static Optional<JobState> state(Connection connection, String id) throws SQLException {
        return Sql.first(connection, StoredState::read, "SELECT " + StoredState.COLUMNS + " FROM job WHERE id = ?", id);
    }

    /** Where the items of a job come from. */
    static ItemSource source(Connection connection, String id) throws SQLException {
        return Sql.first(connection, JobRows::source, "SELECT range_from, range_to FROM job WHERE id = ?", id)
                .orElseThrow(() -> new UnknownJob(id));
    }

    /** What was asked for. */
    static JobSpec spec(Connection connection, String id) throws SQLException {
        byte[] block = Sql.first(connection, row -> row.getBytes(1), "SELECT body FROM job_spec WHERE job_id = ?", id)
                .orElseThrow(() -> new UnknownJob(id));
        return spec(id, block);
    }

    static void addPlan(Connection connection, String id, PlanRevision plan) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO job_plan (job_id, revision, body)"
                        + " SELECT ?, COUNT(*), ? FROM job_plan WHERE job_id = ?",
                id,
                JobDocuments.plan(plan),
                id);
    }

    private static List<PlanRevision> plans(Connection connection, String id) throws SQLException {
        return Sql.list(
                connection,
                row -> {
                    byte[] block = row.getBytes(2);
                    return DamagedRow.orDamaged("job_plan", id, row.getLong(1), () -> JobDocuments.plan(block));
                },
                "SELECT revision, body FROM job_plan WHERE job_id = ? ORDER BY revision",
                id);
    }

    private static JobSpec spec(String id, byte[] block) {
        return DamagedRow.orDamaged("job_spec", id, 0, () -> JobDocuments.spec(block));
    }

    private static Job job(Connection connection, ResultSet row) throws SQLException {
        String id = row.getString("id");
        long startedAt = row.getLong("started_at");
        Optional<Instant> started = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(startedAt));
        return new Job(
                id,
                Instant.ofEpochMilli(row.getLong("created_at")),
                started,
                spec(id, row.getBytes("spec")),
                source(row),
                row.getLong("items"),
                StoredState.read(row),
                counts(row),
                plans(connection, id),
                Optional.ofNullable(row.getString("redrive")),
                forgiven(row));
    }

    private static ItemSource source(ResultSet row) throws SQLException {
        long from = row.getLong("range_from");
        return row.wasNull() ? new ItemSource.Stored() : new ItemSource.Range(from, row.getLong("range_to"));
    }

    /** What had come of the job when it was resumed last, as far as it matters. */
    static JobCounts forgiven(ResultSet row) throws SQLException {
        return new JobCounts(row.getLong("forgiven_succeeded"), row.getLong("forgiven_failed"), 0, 0, 0);
    }

    static JobCounts counts(ResultSet row) throws SQLException {
        return new JobCounts(
                row.getLong("succeeded"),
                row.getLong("failed"),
                row.getLong("cancelled"),
                row.getLong("retries"),
                row.getDouble("busy_seconds"));
    }
}
