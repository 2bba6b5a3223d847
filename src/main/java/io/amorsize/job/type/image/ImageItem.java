package io.amorsize.job.type.image;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One item of {@code image-thumbnail}. */
@Schema(name = "ImageItem", additionalProperties = Schema.False.class, description = "An image and its small copy.")
public record ImageItem(
        @Schema(
                description = "Absolute path of the image, below one of the folders that the configuration allows.",
                required = true,
                maxLength = 4096,
                pattern = "/[^\\x00]+",
                examples = "/srv/images/in/cat.png")
        String source,

        @Schema(
                description = "Absolute path of the copy. Its folder must be there, below one of those, too.",
                required = true,
                maxLength = 4096,
                pattern = "/[^\\x00]+",
                examples = "/srv/images/out/cat.jpg")
        String target) {}
