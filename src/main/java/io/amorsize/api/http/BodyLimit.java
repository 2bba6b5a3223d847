package io.amorsize.api.http;

import io.amorsize.api.problem.Problem;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;

/**
 * Refuses bodies beyond the limit with a problem, where the server by itself would do so without a word. A body that
 * does not say its length is read here, so that its end is known before anything is answered.
 */
final class BodyLimit implements Handler<RoutingContext> {

    /** Most bytes of a body; the same as {@code quarkus.http.limits.max-body-size}. */
    static final long MOST_BYTES = 4L << 20;

    /** As long as a body that is wanted may take. */
    private static final long PATIENCE_MILLIS = 30_000;

    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private final BodyHandler unstated = BodyHandler.create(false).setBodyLimit(MOST_BYTES);

    @Override
    public void handle(RoutingContext exchange) {
        if (StreamedBodies.has(exchange)) {
            exchange.next();
            return;
        }
        String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            if (isTooLong(length)) {
                refuse(exchange, Problems.BODY_TOO_LARGE);
            } else {
                exchange.next();
            }
        } else if (WITH_BODY.contains(exchange.request().method())
                && !exchange.request().isEnded()) {
            unstated.handle(exchange);
        } else {
            exchange.next();
        }
    }

    /**
     * Answers, and reads what is still to come before it closes the connection, for half a minute at most: a client that
     * is still sending would not see the answer if its connection were closed at once.
     */
    static void refuse(RoutingContext exchange, Problem problem) {
        HttpServerRequest request = exchange.request();
        exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (!request.isEnded()) {
            request.handler(rest -> {});
            request.resume();
            exchange.addEndHandler(answered -> closeOnceRead(exchange.vertx(), request));
        }
        ProblemResponse.send(exchange, problem);
    }

    private static void closeOnceRead(Vertx vertx, HttpServerRequest request) {
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        long patience =
                vertx.setTimer(PATIENCE_MILLIS, late -> request.connection().close());
        request.endHandler(end -> {
            vertx.cancelTimer(patience);
            request.connection().close();
        });
    }

    private static boolean isTooLong(String length) {
        try {
            return Long.parseLong(length) > MOST_BYTES;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
