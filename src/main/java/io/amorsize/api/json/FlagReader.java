package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads true or false. */
record FlagReader() implements ValueReader {

    @Override
    public @Nullable Object read(JsonParser parser, Position position) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_TRUE) {
            return true;
        }
        if (token == JsonToken.VALUE_FALSE) {
            return false;
        }
        ValueReader.refuseType(parser, position, "true or false");
        return null;
    }
}
