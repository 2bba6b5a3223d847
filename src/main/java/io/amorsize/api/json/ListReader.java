package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a list of objects. There is no list if an element could not be read. */
record ListReader(ValueReader element, ListBounds bounds) implements ValueReader {

    @Override
    public @Nullable Object read(JsonParser parser, Position position) throws IOException {
        List<Object> values = new ArrayList<>();
        int[] read = {0};
        bounds.readList(parser, position, index -> {
            Object value = element.read(parser, position);
            read[0]++;
            if (value != null) {
                values.add(value);
            }
        });
        return values.size() == read[0] ? values : null;
    }
}
