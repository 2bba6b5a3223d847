package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amorsize.api.problem.ProblemCode;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object into a record.
 *
 * @param fields name to field
 * @param required the fields that must be given
 * @param constructor takes an {@code Object[]} of the components in order
 */
record ObjectReader(Map<String, Field> fields, List<Field> required, MethodHandle constructor) implements ValueReader {

    /**
     * One component of the record.
     *
     * @param index its place in the record
     * @param name its name in the record and in JSON
     */
    record Field(int index, String name, ValueReader reader) {}

    @Override
    public @Nullable Object read(JsonParser parser, Position position) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            ValueReader.refuseType(parser, position, "an object");
            return null;
        }
        @Nullable Object[] values = new @Nullable Object[fields.size()];
        long seen = readFields(parser, position, values);
        return complete(values, seen, position) ? construct(values, position) : null;
    }

    private long readFields(JsonParser parser, Position position, @Nullable Object[] values) throws IOException {
        long seen = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            Field field = fields.get(name);
            position.enter(name);
            if (field == null) {
                position.violation(ProblemCode.UNKNOWN_FIELD, unknown(name));
                parser.skipChildren();
            } else if ((seen & 1L << field.index) != 0) {
                position.violation(ProblemCode.DUPLICATE_FIELD, "is given more than once; give it once");
                parser.skipChildren();
            } else {
                seen |= 1L << field.index;
                values[field.index] = field.reader.read(parser, position);
            }
            position.leave();
        }
        return seen;
    }

    private boolean complete(@Nullable Object[] values, long seen, Position position) {
        boolean complete = true;
        for (Field field : required) {
            if ((seen & 1L << field.index) == 0) {
                position.refuse(field.name, ProblemCode.MISSING_FIELD, "is missing");
            }
            complete &= values[field.index] != null;
        }
        return complete;
    }

    /** The record; null if it refuses its components. */
    private @Nullable Object construct(@Nullable Object[] values, Position position) {
        Object built;
        try {
            built = constructor.invokeExact(values);
        } catch (IllegalArgumentException e) {
            position.violation(ProblemCode.CONTRADICTION, "is not accepted: " + e.getMessage());
            return null;
        } catch (Throwable e) {
            throw new IllegalStateException("a record of the interface could not be made", e);
        }
        if (built instanceof Consistent consistent) {
            consistent.check(position);
        }
        return built;
    }

    private String unknown(String name) {
        return Nearest.to(name, fields.keySet())
                .map(near -> "is not a field here; did you mean " + near + "?")
                .orElseGet(() -> "is not a field here; the fields are "
                        + String.join(", ", fields.keySet().stream().sorted().toList()));
    }
}
