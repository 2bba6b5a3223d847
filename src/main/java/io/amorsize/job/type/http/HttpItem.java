package io.amorsize.job.type.http;

import io.amorsize.job.type.net.WebMethod;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One request. Immutable.
 *
 * @param variables values for the templates
 * @param url whole URL, in place of the template
 * @param path path and query, in place of those of the template
 * @param method in place of the common one
 * @param headers beside the common ones or in place of them
 * @param body in place of the template
 */
@Schema(
        name = "HttpItem",
        additionalProperties = Schema.False.class,
        description = "One request: values for the templates, and what this request has of its own. All but `variables`"
                + " is taken as it is.")
public record HttpItem(
        @Schema(
                description = "Values for the places in the templates. A range of numbers makes the variable `index`.",
                maxProperties = 100,
                maxLength = 65536,
                pattern = "[\\s\\S]*",
                examples = "{\"id\": \"4711\"}")
        @Nullable Map<String, String> variables,

        @Schema(
                description = "Whole URL in place of the template.",
                maxLength = 4096,
                pattern = "[^\\s]+",
                examples = "https://hooks.example.com/orders")
        @Nullable String url,

        @Schema(
                description = "Path and query in place of those of the template.",
                maxLength = 4096,
                pattern = "/[^\\s]*",
                examples = "/orders/4711?full=true")
        @Nullable String path,

        @Schema(description = "Method in place of the common one.", examples = "PUT") @Nullable WebMethod method,

        @Schema(
                description = "Header fields beside the common ones, or in place of those of the same name.",
                maxProperties = 50,
                maxLength = 4096,
                pattern = "[\\s\\S]*",
                examples = "{\"If-Match\": \"\\\"7\\\"\"}")
        @Nullable Map<String, String> headers,

        @Schema(
                description = "Body in place of the template.",
                maxLength = 1048576,
                pattern = "[\\s\\S]*",
                examples = "{\"sku\": \"A-1\"}")
        @Nullable String body) {

    /** The item for a number of a range: it is the variable {@code index}. */
    static HttpItem ofNumber(long number) {
        return new HttpItem(Map.of("index", Long.toString(number)), null, null, null, null, null);
    }
}
