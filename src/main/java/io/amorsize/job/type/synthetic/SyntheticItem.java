package io.amorsize.job.type.synthetic;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One item of {@code synthetic}. */
@Schema(
        name = "SyntheticItem",
        additionalProperties = Schema.False.class,
        description = "One item. An empty object is enough; a range of numbers makes items with these indexes.")
public record SyntheticItem(
        @Schema(
                description = "Number that everything drawn for the item depends on, together with the seed. Without"
                        + " it, the place of the item in the job.",
                minimum = "0",
                maximum = "1000000000000000",
                examples = "17")
        @Nullable Long index,

        @Schema(
                description = "CPU time of this item. It is not varied. Without it, it is drawn.",
                minimum = "0",
                maximum = "3600",
                examples = "0.01")
        @Nullable Double cpuSeconds,

        @Schema(
                description = "Sleep of this item. It is not varied. Without it, it is drawn.",
                minimum = "0",
                maximum = "3600",
                examples = "0.05")
        @Nullable Double sleepSeconds) {

    /** The item with this number; everything else is drawn. */
    static SyntheticItem of(long index) {
        return new SyntheticItem(index, null, null);
    }
}
