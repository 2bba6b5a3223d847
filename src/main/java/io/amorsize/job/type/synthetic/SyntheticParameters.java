package io.amorsize.job.type.synthetic;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What all items of a {@code synthetic} job share. */
@Schema(
        name = "SyntheticParameters",
        additionalProperties = Schema.False.class,
        description = "What items do. An empty object makes items that do nothing at once.")
public record SyntheticParameters(
        @Schema(
                description = "Mean CPU time of an item. 0 if left out.",
                minimum = "0",
                maximum = "3600",
                examples = "0.01")
        @Nullable Double cpuSeconds,

        @Schema(
                description = "Mean sleep of an item, after its CPU time. 0 if left out.",
                minimum = "0",
                maximum = "3600",
                examples = "0.05")
        @Nullable Double sleepSeconds,

        @Schema(
                description = "How items differ: each one's CPU time and sleep are the means times one factor, drawn"
                        + " from this distribution of mean 1. CONSTANT if left out.",
                examples = "LOGNORMAL")
        @Nullable Distribution distribution,

        @Schema(
                description = "Standard deviation of the factor. CONSTANT takes 0 only, EXPONENTIAL 1 only, UNIFORM at"
                        + " most 0.577. Left out: 0 for CONSTANT, 0.5 for UNIFORM, 1 for the others.",
                minimum = "0",
                maximum = "10",
                examples = "1.5")
        @Nullable Double variation,

        @Schema(
                description = "What is drawn depends on this and the index of the item. 0 if left out.",
                minimum = "-1000000000000000",
                maximum = "1000000000000000",
                examples = "42")
        @Nullable Long seed,

        @Schema(
                description =
                        "Share of the items that fail, drawn. If left out: 1 with failFirstAttempts, otherwise" + " 0.",
                minimum = "0",
                maximum = "1",
                examples = "0.05")
        @Nullable Double failShare,

        @Schema(
                description = "How many tries of an item that fails do so before one succeeds. If left out, all.",
                minimum = "0",
                maximum = "1000",
                examples = "2")
        @Nullable Integer failFirstAttempts,

        @Schema(
                description = "Indexes of items that fail for good at the first try.",
                minItems = 0,
                maxItems = 10_000,
                minimum = "0",
                maximum = "1000000000000000",
                examples = "[13]")
        @Nullable List<Long> poison,

        @Schema(
                description = "Letters and digits in the result of each item, in bytes. 0 if left out.",
                minimum = "0",
                maximum = "1048576",
                examples = "200")
        @Nullable Integer resultBytes) {

    /** Copies the list. */
    public SyntheticParameters {
        poison = poison == null ? null : List.copyOf(poison);
    }
}
