package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amorsize.api.problem.ProblemCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one JSON value. Immutable and safe for use by many threads. */
interface ValueReader {

    /** Longest piece of a wrong value that a message repeats. */
    int ECHO = 40;

    /**
     * Reads the value that the parser stands on, up to its last token.
     *
     * @return the value, or null after a violation was put down at {@code position}
     * @throws IOException if the text is not JSON
     */
    @Nullable Object read(JsonParser parser, Position position) throws IOException;

    /** Puts down that a value has the wrong type, and skips it. */
    static void refuseType(JsonParser parser, Position position, String wanted) throws IOException {
        position.violation(ProblemCode.WRONG_TYPE, "must be " + wanted + ", but is " + found(parser));
        parser.skipChildren();
    }

    private static String found(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_STRING -> "the text \"" + shortened(parser.getText()) + "\"";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + shortened(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> parser.getText();
            case VALUE_NULL -> "null; leave the field out instead";
            case START_ARRAY -> "a list";
            case START_OBJECT -> "an object";
            default -> "something else";
        };
    }

    /** The start of a text, for a message. */
    static String shortened(String text) {
        return text.length() <= ECHO ? text : text.substring(0, ECHO) + "…";
    }
}
