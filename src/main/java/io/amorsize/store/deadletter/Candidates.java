package io.amorsize.store.deadletter;

import io.amorsize.deadletter.Redrive;
import io.amorsize.store.Documents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The letters that a redrive may take, the oldest first.
 *
 * @param condition over the letters {@code l}
 * @param values of its parameters
 * @param most how many at most
 */
record Candidates(String condition, List<Object> values, OptionalLong most) {

    /** Documents that are read at a time, together; a single one may be longer. */
    private static final long MOST_BYTES = 4_000_000;

    /**
     * What a redrive needs of a letter.
     *
     * @param id its identifier
     * @param version the version it was read in
     * @param recipe how it is run
     * @param idempotencyKey the same for each try of its item
     * @param json the document to run
     */
    record Letter(String id, long version, String recipe, String idempotencyKey, String json) {}

    /** Those of a redrive that is kept. */
    static Candidates of(String redrive, Redrive.Request request, Instant bound) {
        return request.filter().id().isPresent() ? ofSingle(redrive) : ofBulk(request, bound);
    }

    /** The one that was claimed when the redrive was submitted, as long as it is in no job. */
    private static Candidates ofSingle(String redrive) {
        return new Candidates(
                "l.redrive_id = ? AND l.status = 'REPLAYING' AND l.replay_job_id IS NULL",
                List.of(redrive),
                OptionalLong.empty());
    }

    /** Those that match and had failed when the redrive was asked for. */
    static Candidates ofBulk(Redrive.Request request, Instant bound) {
        FilterSql filter = FilterSql.of(request.filter());
        List<Object> values = new ArrayList<>(filter.values());
        values.add(bound.toEpochMilli());
        return new Candidates(
                filter.condition() + " AND l.status <> 'REPLAYING' AND l.last_failed_at <= ?",
                values,
                request.maxItems());
    }

    /** A column of each. */
    String select(String column) {
        return "SELECT " + column + " FROM dead_letter l WHERE " + condition + " ORDER BY l.id"
                + (most.isPresent() ? " LIMIT " + most.getAsLong() : "");
    }

    /** Those behind {@code after}, ascending by identifier; fewer than {@code count} where they are long. */
    List<Letter> next(Connection connection, String after, int count) throws SQLException {
        List<String> ids = ids(connection, after, count);
        if (ids.isEmpty()) {
            return List.of();
        }
        String sql = "SELECT l.id, l.version, l.recipe, l.idempotency_key, COALESCE(l.edited, l.payload) FROM"
                + " dead_letter l WHERE " + condition + " AND l.id BETWEEN ? AND ? ORDER BY l.id LIMIT ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Bindings.of(select)
                    .all(values)
                    .text(ids.getFirst())
                    .text(ids.getLast())
                    .whole(ids.size());
            try (ResultSet row = select.executeQuery()) {
                List<Letter> letters = new ArrayList<>(ids.size());
                while (row.next()) {
                    letters.add(new Letter(
                            row.getString(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getString(4),
                            Documents.unpacked(row.getBytes(5))));
                }
                // All of them have changed in between: there may be others behind them.
                return letters.isEmpty() ? next(connection, ids.getLast(), count) : letters;
            }
        }
    }

    private List<String> ids(Connection connection, String after, int count) throws SQLException {
        String sql = "SELECT l.id, l.payload_bytes FROM dead_letter l WHERE " + condition
                + " AND l.id > ? ORDER BY l.id LIMIT ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Bindings.of(select).all(values).text(after).whole(count);
            try (ResultSet row = select.executeQuery()) {
                List<String> ids = new ArrayList<>();
                long bytes = 0;
                while (row.next() && bytes < MOST_BYTES) {
                    ids.add(row.getString(1));
                    bytes += row.getLong(2);
                }
                return ids;
            }
        }
    }
}
