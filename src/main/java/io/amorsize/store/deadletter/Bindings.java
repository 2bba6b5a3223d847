package io.amorsize.store.deadletter;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sets parameters one after the other, and reads what may be missing. For one statement. */
final class Bindings {

    private final PreparedStatement statement;
    private int next = 1;

    private Bindings(PreparedStatement statement) {
        this.statement = statement;
    }

    static Bindings of(PreparedStatement statement) {
        return new Bindings(statement);
    }

    Bindings text(@Nullable String value) throws SQLException {
        statement.setString(next++, value);
        return this;
    }

    Bindings text(Optional<String> value) throws SQLException {
        return text(value.orElse(null));
    }

    Bindings whole(long value) throws SQLException {
        statement.setLong(next++, value);
        return this;
    }

    Bindings whole(OptionalLong value) throws SQLException {
        if (value.isPresent()) {
            return whole(value.getAsLong());
        }
        statement.setNull(next++, Types.BIGINT);
        return this;
    }

    Bindings decimal(double value) throws SQLException {
        statement.setDouble(next++, value);
        return this;
    }

    Bindings decimal(OptionalDouble value) throws SQLException {
        if (value.isPresent()) {
            return decimal(value.getAsDouble());
        }
        statement.setNull(next++, Types.DOUBLE);
        return this;
    }

    Bindings flag(boolean value) throws SQLException {
        return whole(value ? 1 : 0);
    }

    Bindings moment(Instant value) throws SQLException {
        return whole(value.toEpochMilli());
    }

    Bindings bytes(byte[] value) throws SQLException {
        statement.setBytes(next++, value);
        return this;
    }

    Bindings noBytes() throws SQLException {
        statement.setBytes(next++, null);
        return this;
    }

    /** Texts and whole numbers. */
    Bindings all(List<Object> values) throws SQLException {
        for (Object value : values) {
            if (value instanceof Long whole) {
                whole(whole);
            } else {
                text((String) value);
            }
        }
        return this;
    }

    static Instant moment(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static OptionalLong wholeIfAny(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    static OptionalDouble decimalIfAny(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Texts without commas, with commas between them. */
    static String joined(Set<String> texts) {
        return String.join(",", new TreeSet<>(texts));
    }

    static Set<String> split(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(","));
    }
}
