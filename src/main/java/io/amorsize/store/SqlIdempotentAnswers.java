package io.amorsize.store;

import io.amorsize.recommendation.IdempotentAnswer;
import io.amorsize.recommendation.IdempotentAnswers;
import io.amorsize.recommendation.KeptRecommendation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers to repeatable requests, in a database. */
public final class SqlIdempotentAnswers implements IdempotentAnswers {

    private static final String SELECT = "SELECT fingerprint, created_at, answer FROM idempotent_answer"
            + " WHERE idempotency_key = ? AND created_at >= ?";

    /** Also takes the place of an answer that is out of date. */
    private static final String INSERT = "INSERT INTO idempotent_answer (idempotency_key, fingerprint, created_at,"
            + " answer) VALUES (?, ?, ?, ?) ON CONFLICT (idempotency_key) DO UPDATE SET fingerprint ="
            + " excluded.fingerprint, created_at = excluded.created_at, answer = excluded.answer WHERE"
            + " idempotent_answer.created_at < ?";

    private final Database database;

    /** @param database shared with others */
    public SqlIdempotentAnswers(Database database) {
        this.database = database;
    }

    @Override
    public Optional<IdempotentAnswer> find(String key, Instant since) {
        return database.read(connection -> select(connection, key, since));
    }

    @Override
    public IdempotentAnswer keepFirst(
            IdempotentAnswer answer, List<KeptRecommendation> recommendations, Instant since) {
        return database.write(connection -> {
            if (inserted(connection, answer, since)) {
                SqlRecommendationArchive.insert(connection, recommendations);
                return answer;
            }
            return select(connection, answer.key(), since)
                    .orElseThrow(() -> new SQLException("the answer is gone that was there a moment ago"));
        });
    }

    @Override
    public int forget(Instant since) {
        return database.write(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM idempotent_answer WHERE created_at < ?")) {
                delete.setLong(1, since.toEpochMilli());
                return delete.executeUpdate();
            }
        });
    }

    private static boolean inserted(Connection connection, IdempotentAnswer answer, Instant since) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, answer.key());
            insert.setString(2, answer.fingerprint());
            insert.setLong(3, answer.createdAt().toEpochMilli());
            insert.setBytes(4, Documents.packed(answer.answer()));
            insert.setLong(5, since.toEpochMilli());
            return insert.executeUpdate() > 0;
        }
    }

    private static Optional<IdempotentAnswer> select(Connection connection, String key, Instant since)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, key);
            select.setLong(2, since.toEpochMilli());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new IdempotentAnswer(
                                key,
                                row.getString("fingerprint"),
                                Instant.ofEpochMilli(row.getLong("created_at")),
                                Documents.unpacked(row.getBytes("answer"))))
                        : Optional.empty();
            }
        }
    }
}
