package io.amorsize.api.json;

import io.amorsize.job.spi.JsonText;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A record with a component of every kind that is read. */
@Schema(description = "One of each.")
record AnyRecord(
        @Schema(description = "A number.", minimum = "0.5", maximum = "2", examples = "1.5") @Nullable Double decimal,

        @Schema(minimum = "-3", maximum = "1000000000000000") @Nullable Long whole,

        @Schema(required = true, minimum = "1", maximum = "9", defaultValue = "3")
        Integer small,

        @Schema(description = "Yes or no.") @Nullable Boolean flag,

        @Schema(minLength = 2, maxLength = 4, examples = "null") @Nullable String text,

        @Schema(maxLength = 5, pattern = "a|b+") @Nullable String patterned,

        @Schema(description = "A colour.") @Nullable Colour colour,

        @Schema(minItems = 1, maxItems = 2, minimum = "0", maximum = "5") @Nullable List<Integer> numbers,

        @Schema(maxItems = 2, maxLength = 2) @Nullable List<String> words,

        @Schema(maxProperties = 2, maxLength = 3, pattern = "[a-z]*") @Nullable Map<String, String> labels,

        @Schema(description = "Anything.", examples = "{\"a\":1}") @Nullable JsonText raw,

        @Schema(description = "A part.") @Nullable Part part,

        @Schema(maxItems = 3) @Nullable List<Part> parts) {

    /** Three of them. */
    enum Colour {
        RED,
        GREEN,
        BLUE
    }

    /** A record in a record. */
    @Schema(description = "Part of a whole.")
    record Part(
            @Schema(required = true, maxLength = 3) String name,
            @Schema @Nullable Boolean good) {}
}
