package io.amorsize.api.http;

import io.amorsize.api.problem.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in only as many bodies at a time as the heap has room for, before they are read. A body that does not say its
 * length counts as the longest there may be. One that is still not there after half a minute gives its room back.
 */
final class Admission implements Handler<RoutingContext> {

    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private static final long PATIENCE_MILLIS = 30_000;

    private final BodyRoom room = BodyRoom.ofThisHeap();

    @Override
    public void handle(RoutingContext exchange) {
        if (!WITH_BODY.contains(exchange.request().method()) || StreamedBodies.has(exchange)) {
            exchange.next();
            return;
        }
        int bytes = expected(exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH));
        if (room.take(bytes)) {
            long patience = exchange.vertx().setTimer(PATIENCE_MILLIS, late -> giveUpUnlessRead(exchange));
            exchange.addEndHandler(ended -> {
                exchange.vertx().cancelTimer(patience);
                room.giveBack(bytes);
            });
            exchange.next();
        } else {
            BodyLimit.refuse(exchange, Problem.UNAVAILABLE);
        }
    }

    private static void giveUpUnlessRead(RoutingContext exchange) {
        if (!exchange.request().isEnded()) {
            exchange.request().connection().close();
        }
    }

    private static int expected(@Nullable String length) {
        try {
            long stated = length == null ? BodyLimit.MOST_BYTES : Long.parseLong(length);
            return (int) Math.clamp(stated, 0, BodyLimit.MOST_BYTES);
        } catch (NumberFormatException e) {
            return (int) BodyLimit.MOST_BYTES;
        }
    }
}
