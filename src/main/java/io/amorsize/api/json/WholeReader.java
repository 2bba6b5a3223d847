package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amorsize.api.problem.ProblemCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole number into a {@link Long} or {@link Integer}. As in JSON Schema, {@code 1e3} and {@code 5.0} are whole.
 *
 * @param least least value allowed
 * @param most greatest value allowed
 * @param narrow whether the field is an {@link Integer}
 * @param range both limits in words
 */
record WholeReader(long least, long most, boolean narrow, String range) implements ValueReader {

    /** Stands for no value; no range reaches down to it. */
    static final long NONE = Long.MIN_VALUE;

    private static final double EXACT = 0x1p62;

    @Override
    public @Nullable Object read(JsonParser parser, Position position) throws IOException {
        long value = readLong(parser, position);
        if (value == NONE) {
            return null;
        }
        if (narrow) {
            return Math.toIntExact(value);
        }
        return value;
    }

    /** The number, or {@link #NONE} after a violation. */
    long readLong(JsonParser parser, Position position) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return inRange(parser, position);
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            double value = parser.getDoubleValue();
            if (value == Math.rint(value)) {
                return value >= least && value <= most && value < EXACT ? (long) value : refuse(parser, position);
            }
        }
        ValueReader.refuseType(parser, position, "a whole number");
        return NONE;
    }

    private long inRange(JsonParser parser, Position position) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return refuse(parser, position);
        }
        long value = parser.getLongValue();
        return value >= least && value <= most ? value : refuse(parser, position);
    }

    private long refuse(JsonParser parser, Position position) throws IOException {
        position.violation(
                ProblemCode.OUT_OF_RANGE, "must " + range + ", but is " + ValueReader.shortened(parser.getText()));
        return NONE;
    }
}
