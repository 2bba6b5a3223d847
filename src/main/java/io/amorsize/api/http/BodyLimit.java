package io.amorsize.api.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Refuses bodies that are said to be too large before the server does so without a word. */
final class BodyLimit implements Handler<RoutingContext> {

    /** Most bytes of a body; the same as {@code quarkus.http.limits.max-body-size}. */
    static final long MOST_BYTES = 4L << 20;

    @Override
    public void handle(RoutingContext exchange) {
        String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && isTooLong(length)) {
            exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            ProblemResponse.send(exchange, Problems.BODY_TOO_LARGE);
            return;
        }
        exchange.next();
    }

    private static boolean isTooLong(String length) {
        try {
            return Long.parseLong(length) > MOST_BYTES;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
