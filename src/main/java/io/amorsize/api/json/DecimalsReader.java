package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a list of numbers into a {@code double[]}. */
record DecimalsReader(DecimalReader element, ListBounds bounds) implements ValueReader {

    @Override
    public @Nullable Object read(JsonParser parser, Position position) throws IOException {
        var values = new Object() {
            double[] array = new double[16];
            int size;
        };
        bounds.readList(parser, position, index -> {
            if (index == values.array.length) {
                values.array = Arrays.copyOf(values.array, 2 * index);
            }
            values.array[index] = element.readDouble(parser, position);
            values.size = index + 1;
        });
        return Arrays.copyOf(values.array, values.size);
    }
}
