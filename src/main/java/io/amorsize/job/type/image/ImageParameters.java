package io.amorsize.job.type.image;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What all items of an {@code image-thumbnail} job share. */
@Schema(
        name = "ImageParameters",
        additionalProperties = Schema.False.class,
        description = "What the small images are like. They keep the proportions, and none is larger than its source.")
public record ImageParameters(
        @Schema(
                description = "Most pixels from left to right.",
                required = true,
                minimum = "1",
                maximum = "20000",
                examples = "640")
        Integer maxWidth,

        @Schema(
                description = "Most pixels from top to bottom.",
                required = true,
                minimum = "1",
                maximum = "20000",
                examples = "480")
        Integer maxHeight,

        @Schema(description = "Quality of JPEG. 0.85 if left out.", minimum = "0.01", maximum = "1", examples = "0.85")
        @Nullable Double quality,

        @Schema(description = "How they are written. JPEG if left out.", examples = "JPEG") @Nullable OutputFormat format,

        @Schema(
                description = "Whether files that are there are replaced. If not, an item whose target is another file"
                        + " than it would write fails. false if left out.",
                examples = "false")
        @Nullable Boolean overwrite) {}
