package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.amorsize.job.spi.JsonText;
import java.io.IOException;

/** Writes texts of JSON as the values they are. One that is no JSON value ends the writing. */
final class RawWriter extends StdSerializer<JsonText> {

    private static final long serialVersionUID = 1;

    RawWriter() {
        super(JsonText.class);
    }

    @Override
    public void serialize(JsonText value, JsonGenerator generator, SerializerProvider provider) throws IOException {
        try (JsonParser parser = Json.DOCUMENTS.createParser(value.json())) {
            parser.nextToken();
            Compact.copy(parser, generator);
            if (parser.nextToken() != null) {
                throw new JsonGenerationException("a text has more than one JSON value", generator);
            }
        }
    }
}
