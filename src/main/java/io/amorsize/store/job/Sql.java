package io.amorsize.store.job;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs statements whose parameters are numbers, texts and bytes. */
final class Sql {

    private Sql() {}

    /**
     * Reads the row that a result set stands on.
     *
     * @param <R> what it says
     */
    interface Row<R> {
        R read(ResultSet row) throws SQLException;
    }

    /** Changes rows; how many. */
    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    static <R> List<R> list(Connection connection, Row<R> reading, String sql, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                List<R> found = new ArrayList<>();
                while (row.next()) {
                    found.add(reading.read(row));
                }
                return found;
            }
        }
    }

    static <R> Optional<R> first(Connection connection, Row<R> reading, String sql, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(reading.read(row)) : Optional.empty();
            }
        }
    }

    static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case null -> statement.setNull(i + 1, Types.NULL);
                case Long value -> statement.setLong(i + 1, value);
                case Integer value -> statement.setInt(i + 1, value);
                case Double value -> statement.setDouble(i + 1, value);
                case String value -> statement.setString(i + 1, value);
                case byte[] value -> statement.setBytes(i + 1, value);
                case Object value -> throw new SQLException("no parameter can be a " + value.getClass());
            }
        }
    }

    /**
     * What a query of rows that are to be changed ends with: PostgreSQL locks them then, SQLite needs no such thing.
     */
    static String locking(Connection connection) throws SQLException {
        return isPostgres(connection) ? " FOR UPDATE" : "";
    }

    /** Whether many transactions may write at a time; on SQLite it is one. */
    static boolean isPostgres(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }
}
