package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amorsize.api.problem.ProblemCode;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text.
 *
 * @param shortest fewest characters allowed
 * @param longest most characters allowed
 * @param pattern what the whole text must match; empty if it may be any
 */
record TextReader(int shortest, int longest, Optional<Pattern> pattern) implements ValueReader {

    @Override
    public @Nullable Object read(JsonParser parser, Position position) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            ValueReader.refuseType(parser, position, "a text");
            return null;
        }
        String text = parser.getText();
        int length = text.codePointCount(0, text.length());
        if (length > longest) {
            position.violation(
                    ProblemCode.LIMIT_EXCEEDED, "must have at most " + longest + " characters, but has " + length);
            return null;
        }
        if (pattern.isPresent() && !pattern.get().matcher(text).matches()) {
            position.violation(
                    ProblemCode.INVALID_VALUE,
                    "must match " + pattern.get().pattern() + ", but is \"" + ValueReader.shortened(text) + "\"");
            return null;
        }
        if (length < shortest) {
            position.violation(
                    ProblemCode.OUT_OF_RANGE, "must have at least " + shortest + " characters, but has " + length);
            return null;
        }
        return text;
    }
}
