package io.amorsize.job.type.url;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A page. Immutable.
 *
 * @param url where it is
 */
@Schema(name = "UrlItem", additionalProperties = Schema.False.class, description = "A page to analyse.")
public record UrlItem(
        @Schema(
                description = "URL of the page, http or https.",
                required = true,
                maxLength = 4096,
                pattern = "[Hh][Tt][Tt][Pp][Ss]?://[^\\s]+",
                examples = "https://example.com/")
        String url) {}
