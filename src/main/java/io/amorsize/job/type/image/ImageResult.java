package io.amorsize.job.type.image;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What comes of an item of {@code image-thumbnail}. */
@Schema(name = "ImageResult", description = "Both images.")
public record ImageResult(
        @Schema(description = "Size of the file that was read.", required = true, examples = "5242880")
        long sourceBytes,

        @Schema(description = "Pixels of the source from left to right, as stored.", required = true, examples = "4000")
        int sourceWidth,

        @Schema(description = "Pixels of the source from top to bottom, as stored.", required = true, examples = "3000")
        int sourceHeight,

        @Schema(description = "Format of the source.", required = true, examples = "png")
        String sourceFormat,

        @Schema(description = "Size of the file that was written.", required = true, examples = "48213")
        long targetBytes,

        @Schema(description = "Pixels of the copy from left to right.", required = true, examples = "640")
        int width,

        @Schema(description = "Pixels of the copy from top to bottom.", required = true, examples = "480")
        int height,

        @Schema(description = "Format of the copy.", required = true, examples = "JPEG")
        OutputFormat format) {}
