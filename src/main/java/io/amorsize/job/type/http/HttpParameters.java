package io.amorsize.job.type.http;

import io.amorsize.job.type.net.WebMethod;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What all requests of a job share. Immutable.
 *
 * @param url template of the URL
 * @param method what to do
 * @param headers templates of header fields
 * @param body template of the body
 * @param successStatuses statuses that count as success
 * @param keepBody whether bodies of answers are kept
 * @param keepHeaders names of header fields of answers that are kept
 * @param maxResponseBytes most bytes to read of an answer
 * @param followRedirects whether redirects are followed
 */
@Schema(
        name = "HttpParameters",
        additionalProperties = Schema.False.class,
        description = "What all requests share. `{name}` in `url`, `headers` and `body` stands for the variable of that"
                + " name of the item, written so that it stays one value there.")
public record HttpParameters(
        @Schema(
                description = "URL of the requests, with places for variables: their values are percent-encoded."
                        + " Needed unless every item has a `url`.",
                maxLength = 4096,
                pattern = "[^\\s]+",
                examples = "https://api.example.com/orders/{id}")
        @Nullable String url,

        @Schema(description = "Method; without it, POST if there is a body and GET otherwise.", examples = "POST")
        @Nullable WebMethod method,

        @Schema(
                description =
                        "Header fields, with places for variables. Those that say where a request goes and ends are"
                                + " set by the service.",
                maxProperties = 50,
                maxLength = 4096,
                pattern = "[\\s\\S]*",
                examples = "{\"Accept\": \"application/json\"}")
        @Nullable Map<String, String> headers,

        @Schema(
                description =
                        "Body, with places for variables. Values are written as the Content-Type asks for: as part of a"
                                + " JSON string, of a form or of XML. Without a Content-Type, it is application/json.",
                maxLength = 65536,
                pattern = "[\\s\\S]*",
                examples = "{\"sku\": \"{sku}\"}")
        @Nullable String body,

        @Schema(
                description = "Statuses that count as success; without it, 200 to 299.",
                minItems = 1,
                maxItems = 100,
                minimum = "200",
                maximum = "599",
                examples = "[200, 404]")
        @Nullable List<Integer> successStatuses,

        @Schema(description = "Whether the text of answers is kept; true without it.") @Nullable Boolean keepBody,

        @Schema(
                description = "Header fields of answers to keep; without it, Content-Type.",
                maxItems = 50,
                maxLength = 100,
                pattern = "[!#$%&'*+.^_`|~0-9A-Za-z-]+",
                examples = "[\"Location\", \"ETag\"]")
        @Nullable List<String> keepHeaders,

        @Schema(
                description =
                        "Most bytes to read of an answer; what is beyond is cut off. The service's configuration sets a"
                                + " ceiling. Without it, 65536 or the ceiling.",
                minimum = "1",
                maximum = "67108864",
                examples = "65536")
        @Nullable Long maxResponseBytes,

        @Schema(
                description =
                        "Whether up to 5 redirects are followed, each to a host that is allowed; true without it.")
        @Nullable Boolean followRedirects) {}
