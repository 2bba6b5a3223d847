package io.amorsize.api.http;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * Bodies of any length, which are read while they come in: items of jobs. They pass by the room for bodies and the limit
 * of their length.
 */
final class StreamedBodies {

    private static final Pattern PATH = Pattern.compile("/v1/jobs/" + Identifiers.UUID.pattern() + "/items");

    private StreamedBodies() {}

    /** Whether the exchange has such a body. */
    static boolean has(RoutingContext exchange) {
        return exchange.request().method().equals(HttpMethod.POST)
                && PATH.matcher(exchange.request().path()).matches();
    }

    /** To be called before the server looks at the length that a body states. */
    static void hideLength(RoutingContext exchange) {
        if (has(exchange)) {
            exchange.request().headers().remove(HttpHeaders.CONTENT_LENGTH);
        }
        exchange.next();
    }

    /** To be called after the server has noted how long a body may be that states no length. */
    static void liftLimit(RoutingContext exchange) {
        if (has(exchange)) {
            exchange.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        }
        exchange.next();
    }
}
