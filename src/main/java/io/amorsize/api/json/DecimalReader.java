package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amorsize.api.problem.ProblemCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a number into a {@link Double}.
 *
 * @param least least value allowed
 * @param most greatest value allowed
 * @param range both in words
 */
record DecimalReader(double least, double most, String range) implements ValueReader {

    @Override
    public @Nullable Object read(JsonParser parser, Position position) throws IOException {
        double value = readDouble(parser, position);
        return Double.isNaN(value) ? null : value;
    }

    /** The number, or NaN after a violation. */
    double readDouble(JsonParser parser, Position position) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            ValueReader.refuseType(parser, position, "a number");
            return Double.NaN;
        }
        double value = parser.getDoubleValue();
        if (value >= least && value <= most) {
            return value + 0.0;
        }
        position.violation(
                ProblemCode.OUT_OF_RANGE, "must " + range + ", but is " + ValueReader.shortened(parser.getText()));
        return Double.NaN;
    }
}
