package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a list of whole numbers into a {@code long[]}. */
record WholesReader(WholeReader element, ListBounds bounds) implements ValueReader {

    @Override
    public @Nullable Object read(JsonParser parser, Position position) throws IOException {
        var values = new Object() {
            long[] array = new long[16];
            int size;
        };
        bounds.readList(parser, position, index -> {
            if (index == values.array.length) {
                values.array = Arrays.copyOf(values.array, 2 * index);
            }
            values.array[index] = element.readLong(parser, position);
            values.size = index + 1;
        });
        return Arrays.copyOf(values.array, values.size);
    }
}
