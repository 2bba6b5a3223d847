package io.amorsize.job.type.url;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What all analyses of a job share. Immutable.
 *
 * @param userAgent what the service calls itself
 * @param maxResponseBytes most bytes to read of a page
 */
@Schema(
        name = "UrlAnalysisParameters",
        additionalProperties = Schema.False.class,
        description = "What all analyses share.")
public record UrlAnalysisParameters(
        @Schema(
                description = "Value of User-Agent; without it, Amorsize.",
                maxLength = 200,
                pattern = "[\\x20-\\x7e]+",
                examples = "ExampleBot/1.0 (+https://example.com/bot)")
        @Nullable String userAgent,

        @Schema(
                description =
                        "Most bytes to read of a page; what is beyond is not looked at. The service's configuration"
                                + " sets a ceiling, which holds without it.",
                minimum = "1024",
                maximum = "67108864",
                examples = "500000")
        @Nullable Long maxResponseBytes) {}
