package io.amorsize.job.type.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The lines that programs read. */
final class Request {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Request() {}

    /** The line for one try of an item, without its end. */
    static String line(JsonText item, ItemContext context) {
        StringWriter line = new StringWriter(item.json().length() + 128);
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField("index", context.index());
            json.writeNumberField("attempt", context.attempt());
            json.writeStringField("idempotencyKey", context.idempotencyKey());
            json.writeFieldName("item");
            json.writeRawValue(onOneLine(item.json()));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    /** In JSON, line ends can only stand between tokens, where a space is as good: those in texts are escaped. */
    private static String onOneLine(String json) {
        return json.replace('\n', ' ').replace('\r', ' ');
    }
}
