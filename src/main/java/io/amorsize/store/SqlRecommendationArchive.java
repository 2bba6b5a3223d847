package io.amorsize.store;

import io.amorsize.optimizer.Decision;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Interval;
import io.amorsize.recommendation.Headline;
import io.amorsize.recommendation.KeptRecommendation;
import io.amorsize.recommendation.RecommendationArchive;
import io.amorsize.recommendation.Retention;
import io.amorsize.recommendation.WorkloadCount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recommendations in a database. */
public final class SqlRecommendationArchive implements RecommendationArchive {

    /** How many are removed in a transaction, so that others can write in between. */
    private static final int SLICE = 500;

    private static final String HEADLINE = "id, created_at, workload, model_version, decision, workers, chunk_size,"
            + " executor, speedup, low90, high90";

    private static final String INSERT = "INSERT INTO recommendation (" + HEADLINE + ", request, answer, bytes)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";

    private final Database database;

    /** @param database shared with others */
    public SqlRecommendationArchive(Database database) {
        this.database = database;
    }

    @Override
    public void save(List<KeptRecommendation> batch) {
        database.write(connection -> insert(connection, batch));
    }

    /** Inserts all of {@code batch} within the transaction of {@code connection}; returns how many there were. */
    static int insert(Connection connection, List<KeptRecommendation> batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (KeptRecommendation each : batch) {
                byte[] request = Documents.packed(each.request());
                byte[] answer = Documents.packed(each.answer());
                setHeadline(insert, each.headline());
                insert.setBytes(12, request);
                insert.setBytes(13, answer);
                insert.setLong(14, (long) request.length + answer.length);
                insert.addBatch();
            }
            return insert.executeBatch().length;
        }
    }

    private static void setHeadline(PreparedStatement insert, Headline headline) throws SQLException {
        insert.setString(1, headline.id());
        insert.setLong(2, headline.createdAt().toEpochMilli());
        insert.setString(3, headline.workload().orElse(null));
        insert.setString(4, headline.modelVersion());
        insert.setString(5, headline.decision().name());
        insert.setInt(6, headline.workers());
        insert.setLong(7, headline.chunkSize());
        insert.setString(8, headline.executor().name());
        insert.setDouble(9, headline.speedup());
        insert.setDouble(10, headline.interval90().low());
        insert.setDouble(11, headline.interval90().high());
    }

    @Override
    public Optional<KeptRecommendation> find(String id) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT " + HEADLINE + ", request, answer FROM recommendation WHERE id = ?")) {
                select.setString(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new KeptRecommendation(
                                    headline(row),
                                    Documents.unpacked(row.getBytes("request")),
                                    Documents.unpacked(row.getBytes("answer"))))
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public List<Headline> newest(int limit, Optional<String> before, Optional<String> workload) {
        String sql = "SELECT " + HEADLINE + " FROM recommendation WHERE 1 = 1"
                + (before.isPresent() ? " AND id < ?" : "")
                + (workload.isPresent() ? " AND workload = ?" : "")
                + " ORDER BY id DESC LIMIT ?";
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int next = 1;
                if (before.isPresent()) {
                    select.setString(next++, before.get());
                }
                if (workload.isPresent()) {
                    select.setString(next++, workload.get());
                }
                select.setInt(next, limit);
                try (ResultSet row = select.executeQuery()) {
                    List<Headline> headlines = new ArrayList<>();
                    while (row.next()) {
                        headlines.add(headline(row));
                    }
                    return headlines;
                }
            }
        });
    }

    private static Headline headline(ResultSet row) throws SQLException {
        return new Headline(
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Optional.ofNullable(row.getString("workload")),
                row.getString("model_version"),
                Decision.valueOf(row.getString("decision")),
                row.getInt("workers"),
                row.getLong("chunk_size"),
                Executor.valueOf(row.getString("executor")),
                row.getDouble("speedup"),
                new Interval(row.getDouble("low90"), row.getDouble("high90")));
    }

    @Override
    public List<WorkloadCount> workloads() {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT workload, COUNT(*) FROM recommendation"
                            + " WHERE workload IS NOT NULL GROUP BY workload ORDER BY workload");
                    ResultSet row = select.executeQuery()) {
                List<WorkloadCount> counts = new ArrayList<>();
                while (row.next()) {
                    counts.add(new WorkloadCount(row.getString(1), row.getLong(2)));
                }
                return counts;
            }
        });
    }

    @Override
    public int prune(Retention retention, Instant now) {
        long oldest = now.minus(retention.age()).toEpochMilli();
        int removed = 0;
        int slice;
        do {
            slice = pruneSlice(retention, oldest);
            removed += slice;
        } while (slice > 0);
        return removed;
    }

    private int pruneSlice(Retention retention, long oldest) {
        List<String> victims = database.read(connection -> victims(connection, retention, oldest));
        if (!victims.isEmpty()) {
            database.write(connection -> delete(connection, victims));
        }
        return victims.size();
    }

    /** The oldest that are too old, too many or too much. */
    private static List<String> victims(Connection connection, Retention retention, long oldest) throws SQLException {
        long tooMany;
        long tooMuch;
        try (PreparedStatement sums =
                        connection.prepareStatement("SELECT COUNT(*), COALESCE(SUM(bytes), 0) FROM recommendation");
                ResultSet row = sums.executeQuery()) {
            row.next();
            tooMany = row.getLong(1) - retention.count();
            tooMuch = row.getLong(2) - retention.bytes();
        }
        List<String> victims = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id, created_at, bytes FROM recommendation ORDER BY created_at, id LIMIT " + SLICE)) {
            try (ResultSet row = select.executeQuery()) {
                while (row.next() && (tooMany > 0 || tooMuch > 0 || row.getLong(2) < oldest)) {
                    victims.add(row.getString(1));
                    tooMany--;
                    tooMuch -= row.getLong(3);
                }
            }
        }
        return victims;
    }

    private static int delete(Connection connection, List<String> ids) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM recommendation WHERE id = ?")) {
            for (String id : ids) {
                delete.setString(1, id);
                delete.addBatch();
            }
            return delete.executeBatch().length;
        }
    }
}
