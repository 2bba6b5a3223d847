package io.amorsize.store;

import io.amorsize.optimizer.Evidence;
import io.amorsize.optimizer.Interval;
import io.amorsize.optimizer.WorkloadSummary;
import io.amorsize.recommendation.Circumstances;
import io.amorsize.recommendation.MachineShape;
import io.amorsize.recommendation.Outcome;
import io.amorsize.recommendation.OutcomeLog;
import io.amorsize.recommendation.Prediction;
import io.amorsize.recommendation.Run;
import io.amorsize.recommendation.WorkloadClass;
import io.amorsize.workload.ExecutionRuntime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Outcomes in a database. Of each workload the newest 1,000 are kept, of those without a name the newest 10,000, and
 * 200,000 in all; the last two bounds may be exceeded by a few hundred.
 */
public final class SqlOutcomeLog implements OutcomeLog {

    private static final int MOST_OF_A_WORKLOAD = 1_000;
    private static final int MOST_UNNAMED = 10_000;
    private static final int MOST = 200_000;

    /** The bounds that take long to look at are looked at with one outcome in so many. */
    private static final int SELDOM = 100;

    /** The newest outcomes in which recent workloads are looked for. */
    private static final int RECENT = 2_000;

    private static final String COLUMNS = "id, recommendation_id, recorded_at, workload, kind, evidence, heavy_tailed,"
            + " runtime, effective_cpus, physical_cores, logical_processors, workers, chunk_size, items,"
            + " elapsed_seconds, predicted_seconds, low90, high90, low50, high50, width_factor";

    private static final String INSERT = "INSERT INTO outcome (" + COLUMNS + ", first_of_it, idempotency_key)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " CASE WHEN EXISTS (SELECT 1 FROM outcome WHERE recommendation_id = ?) THEN 0 ELSE 1 END, ?)"
            + " ON CONFLICT (recommendation_id, idempotency_key) DO NOTHING";

    private final Database database;
    private final AtomicLong added = new AtomicLong();

    /** @param database shared with others */
    public SqlOutcomeLog(Database database) {
        this.database = database;
    }

    @Override
    public Outcome add(Outcome outcome, Optional<String> key) {
        boolean tidy = added.getAndIncrement() % SELDOM == 0;
        boolean inserted = database.write(connection -> {
            boolean isNew = insert(connection, outcome, key);
            Optional<String> workload = outcome.circumstances().workload();
            if (workload.isPresent()) {
                trim(connection, "workload = ?", MOST_OF_A_WORKLOAD, workload.get());
            }
            if (tidy) {
                trim(connection, "workload IS NULL", MOST_UNNAMED);
                trim(connection, "1 = 1", MOST);
            }
            return isNew;
        });
        return inserted
                ? outcome
                : select("recommendation_id = ? AND idempotency_key = ?", 1, statement -> {
                            statement.setString(1, outcome.recommendationId());
                            statement.setString(2, key.orElseThrow());
                        })
                        .getFirst();
    }

    private static boolean insert(Connection connection, Outcome outcome, Optional<String> key) throws SQLException {
        Circumstances circumstances = outcome.circumstances();
        Run run = outcome.run();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, outcome.id());
            insert.setString(2, outcome.recommendationId());
            insert.setLong(3, outcome.recordedAt().toEpochMilli());
            insert.setString(4, circumstances.workload().orElse(null));
            insert.setString(5, circumstances.workloadClass().kind().name());
            insert.setString(6, circumstances.workloadClass().evidence().name());
            insert.setInt(7, circumstances.workloadClass().heavyTailed() ? 1 : 0);
            insert.setString(8, circumstances.runtime().name());
            insert.setDouble(9, circumstances.machine().effectiveCpus());
            insert.setInt(10, circumstances.machine().physicalCores());
            insert.setInt(11, circumstances.machine().logicalProcessors());
            insert.setInt(12, run.workers());
            if (run.chunkSize().isPresent()) {
                insert.setLong(13, run.chunkSize().getAsLong());
            } else {
                insert.setNull(13, Types.BIGINT);
            }
            insert.setLong(14, run.items());
            insert.setDouble(15, run.elapsedSeconds());
            Optional<Prediction> prediction = outcome.prediction();
            setDouble(insert, 16, prediction.map(Prediction::seconds));
            setDouble(insert, 17, prediction.map(Prediction::interval90).map(Interval::low));
            setDouble(insert, 18, prediction.map(Prediction::interval90).map(Interval::high));
            setDouble(insert, 19, prediction.flatMap(Prediction::interval50).map(Interval::low));
            setDouble(insert, 20, prediction.flatMap(Prediction::interval50).map(Interval::high));
            setDouble(insert, 21, prediction.map(Prediction::widthFactor));
            insert.setString(22, outcome.recommendationId());
            insert.setString(23, key.orElse(null));
            return insert.executeUpdate() == 1;
        }
    }

    private static void setDouble(PreparedStatement statement, int index, Optional<Double> value) throws SQLException {
        if (value.isPresent()) {
            statement.setDouble(index, value.get());
        } else {
            statement.setNull(index, Types.DOUBLE);
        }
    }

    /** Removes what is older than the newest {@code most} of those that {@code condition} means. */
    private static void trim(Connection connection, String condition, int most, String... values) throws SQLException {
        String sql = "DELETE FROM outcome WHERE " + condition + " AND id <= (SELECT id FROM outcome WHERE " + condition
                + " ORDER BY id DESC LIMIT 1 OFFSET " + most + ")";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            int next = 1;
            for (int twice = 0; twice < 2; twice++) {
                for (String value : values) {
                    delete.setString(next++, value);
                }
            }
            delete.executeUpdate();
        }
    }

    @Override
    public List<Outcome> newestOf(String workload, int most) {
        return select("workload = ?", most, statement -> statement.setString(1, workload));
    }

    @Override
    public List<Outcome> olderOf(String workload, String outcomeId, int most) {
        return select("workload = ? AND id < ?", most, statement -> {
            statement.setString(1, workload);
            statement.setString(2, outcomeId);
        });
    }

    @Override
    public List<Outcome> newestFirstOf(WorkloadClass workloadClass, int most) {
        return select("kind = ? AND evidence = ? AND heavy_tailed = ? AND first_of_it = 1", most, statement -> {
            statement.setString(1, workloadClass.kind().name());
            statement.setString(2, workloadClass.evidence().name());
            statement.setInt(3, workloadClass.heavyTailed() ? 1 : 0);
        });
    }

    @Override
    public List<NamedWorkload> workloads(Optional<String> after, int most) {
        String sql = "SELECT workload, COUNT(*), MAX(recorded_at) FROM outcome WHERE workload "
                + (after.isPresent() ? "> ?" : "IS NOT NULL") + " GROUP BY workload ORDER BY workload LIMIT " + most;
        return query(
                sql,
                statement -> {
                    if (after.isPresent()) {
                        statement.setString(1, after.get());
                    }
                },
                row -> new NamedWorkload(row.getString(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3))));
    }

    @Override
    public List<String> recentWorkloads(int most) {
        String sql = "SELECT workload, MAX(id) FROM (SELECT workload, id FROM outcome ORDER BY id DESC LIMIT " + RECENT
                + ") AS newest WHERE workload IS NOT NULL GROUP BY workload ORDER BY 2 DESC LIMIT " + most;
        return query(sql, statement -> {}, row -> row.getString(1));
    }

    private List<Outcome> select(String condition, int most, Setting setting) {
        return query(
                "SELECT " + COLUMNS + " FROM outcome WHERE " + condition + " ORDER BY id DESC LIMIT " + most,
                setting,
                SqlOutcomeLog::outcome);
    }

    /** Sets the parameters of a statement. */
    private interface Setting {
        void on(PreparedStatement statement) throws SQLException;
    }

    /** Reads the row that a result set stands on. */
    private interface Reading<R> {
        R of(ResultSet row) throws SQLException;
    }

    private <R> List<R> query(String sql, Setting setting, Reading<R> reading) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                setting.on(select);
                try (ResultSet row = select.executeQuery()) {
                    List<R> found = new ArrayList<>();
                    while (row.next()) {
                        found.add(reading.of(row));
                    }
                    return found;
                }
            }
        });
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        long chunkSize = row.getLong("chunk_size");
        OptionalLong chunk = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(chunkSize);
        return new Outcome(
                row.getString("id"),
                row.getString("recommendation_id"),
                Instant.ofEpochMilli(row.getLong("recorded_at")),
                new Run(row.getInt("workers"), chunk, row.getLong("items"), row.getDouble("elapsed_seconds")),
                prediction(row),
                new Circumstances(
                        Optional.ofNullable(row.getString("workload")),
                        new WorkloadClass(
                                WorkloadSummary.Kind.valueOf(row.getString("kind")),
                                Evidence.valueOf(row.getString("evidence")),
                                row.getInt("heavy_tailed") == 1),
                        ExecutionRuntime.valueOf(row.getString("runtime")),
                        new MachineShape(
                                row.getDouble("effective_cpus"),
                                row.getInt("physical_cores"),
                                row.getInt("logical_processors"))));
    }

    private static Optional<Prediction> prediction(ResultSet row) throws SQLException {
        Optional<Interval> interval90 = interval(row, "low90", "high90");
        return interval90.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prediction(
                        row.getDouble("predicted_seconds"),
                        interval90.get(),
                        interval(row, "low50", "high50"),
                        row.getDouble("width_factor")));
    }

    private static Optional<Interval> interval(ResultSet row, String lowColumn, String highColumn) throws SQLException {
        double low = row.getDouble(lowColumn);
        return row.wasNull() ? Optional.empty() : Optional.of(new Interval(low, row.getDouble(highColumn)));
    }
}
