package io.amorsize.job.type.net;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One call. Immutable.
 *
 * @param method what to do
 * @param url absolute, http or https
 * @param headers fields that {@link HeaderRules} finds nothing wrong with
 * @param body what to send; empty for nothing
 */
public record WebRequest(WebMethod method, URI url, Map<String, String> headers, Optional<String> body) {

    /** Copies the headers. */
    public WebRequest {
        headers = Map.copyOf(headers);
    }

    /** Whether a header is given, in any case. */
    public boolean hasHeader(String name) {
        return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    /**
     * Whether it may be sent again when nobody knows if it arrived: its method says so, or it carries an
     * Idempotency-Key, as in Go's net/http.
     */
    boolean isRepeatable() {
        return method.isIdempotent() || hasHeader("Idempotency-Key");
    }
}
