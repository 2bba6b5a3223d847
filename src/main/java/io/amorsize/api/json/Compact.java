package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;

/** Copies JSON values without white space. Numbers keep every digit. */
final class Compact {

    private Compact() {}

    /** The text of the value that the parser stands on; it is left on the last token of it. */
    static String textOf(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = Json.DOCUMENTS.createGenerator(text)) {
            copy(parser, generator);
        }
        return text.toString();
    }

    /** Writes the value that the parser stands on; it is left on the last token of it. */
    static void copy(JsonParser parser, JsonGenerator to) throws IOException {
        int open = 0;
        while (true) {
            JsonToken token = parser.currentToken();
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            copyToken(parser, token, to);
            if (open == 0) {
                return;
            }
            parser.nextToken();
        }
    }

    /** Writes one token. */
    static void copyToken(JsonParser parser, JsonToken token, JsonGenerator to) throws IOException {
        switch (token) {
            case START_OBJECT -> to.writeStartObject();
            case END_OBJECT -> to.writeEndObject();
            case START_ARRAY -> to.writeStartArray();
            case END_ARRAY -> to.writeEndArray();
            case FIELD_NAME -> to.writeFieldName(parser.currentName());
            case VALUE_STRING -> to.writeString(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> to.writeNumber(parser.getText());
            case VALUE_TRUE -> to.writeBoolean(true);
            case VALUE_FALSE -> to.writeBoolean(false);
            case VALUE_NULL -> to.writeNull();
            default -> throw new IllegalStateException("no token of a text: " + token);
        }
    }
}
