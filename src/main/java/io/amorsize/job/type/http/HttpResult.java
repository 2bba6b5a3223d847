package io.amorsize.job.type.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that counts as success. Immutable.
 *
 * @param status 200 to 599
 * @param headers the fields that were asked for, by their names in small letters
 * @param body text of the answer; null if it is not text, not kept, or there is none
 * @param bodyCut whether there was more than was read
 * @param bodyBytes how many bytes were read, after decompression
 * @param seconds from the start of the request to the last byte read, with all redirects
 * @param redirectedTo what answered, where it is not what was asked; null otherwise
 */
public record HttpResult(
        int status,
        Map<String, String> headers,
        @Nullable String body,
        boolean bodyCut,
        int bodyBytes,
        double seconds,
        @Nullable String redirectedTo) {

    /** Copies the headers. */
    public HttpResult {
        headers = Map.copyOf(headers);
    }
}
