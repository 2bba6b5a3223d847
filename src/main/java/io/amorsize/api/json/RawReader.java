package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import io.amorsize.job.spi.JsonText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads any value, null included, into its text. */
record RawReader() implements ValueReader {

    @Override
    public @Nullable Object read(JsonParser parser, Position position) throws IOException {
        return new JsonText(Compact.textOf(parser));
    }
}
