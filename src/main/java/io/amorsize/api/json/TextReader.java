package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amorsize.api.problem.ProblemCode;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text.
 *
 * @param longest most characters allowed
 * @param pattern what the whole text must match
 */
record TextReader(int longest, Pattern pattern) implements ValueReader {

    @Override
    public @Nullable Object read(JsonParser parser, Position position) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            ValueReader.refuseType(parser, position, "a text");
            return null;
        }
        String text = parser.getText();
        if (text.length() > longest) {
            position.violation(
                    ProblemCode.LIMIT_EXCEEDED,
                    "must have at most " + longest + " characters, but has " + text.length());
            return null;
        }
        if (!pattern.matcher(text).matches()) {
            position.violation(
                    ProblemCode.INVALID_VALUE,
                    "must match " + pattern.pattern() + ", but is \"" + ValueReader.shortened(text) + "\"");
            return null;
        }
        return text;
    }
}
