package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amorsize.api.problem.ProblemCode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object of texts with names of any kind, in the order in which it has them. There is no map if a text could
 * not be read.
 *
 * @param text reads the texts
 * @param most most entries allowed
 */
record TextMapReader(TextReader text, int most) implements ValueReader {

    /** Most characters of a name. */
    static final int LONGEST_NAME = 200;

    @Override
    public @Nullable Object read(JsonParser parser, Position position) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            ValueReader.refuseType(parser, position, "an object");
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        int given = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (given++ < most) {
                position.enter(name);
                readEntry(parser, position, name, texts);
                position.leave();
            } else {
                parser.skipChildren();
            }
        }
        if (given > most) {
            position.violation(
                    ProblemCode.LIMIT_EXCEEDED,
                    "must have at most " + Quantities.grouped(most) + " entries, but has " + Quantities.grouped(given));
        }
        return texts.size() == given ? texts : null;
    }

    private void readEntry(JsonParser parser, Position position, String name, Map<String, String> texts)
            throws IOException {
        int length = name.codePointCount(0, name.length());
        if (texts.containsKey(name)) {
            position.violation(ProblemCode.DUPLICATE_FIELD, "is given more than once; give it once");
            parser.skipChildren();
        } else if (length < 1 || length > LONGEST_NAME) {
            position.violation(
                    ProblemCode.LIMIT_EXCEEDED,
                    "must have a name of 1 to " + LONGEST_NAME + " characters, but has one of " + length);
            parser.skipChildren();
        } else if (text.read(parser, position) instanceof String value) {
            texts.put(name, value);
        }
    }
}
