package io.amorsize.api.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** The rest of a body that nobody wants to read any more. */
public final class UnreadBody {

    private static final long PATIENCE_MILLIS = 2_000;

    private UnreadBody() {}

    /**
     * Has the connection closed a moment after the exchange was answered. A client that is still sending would not see
     * the answer if it were closed at once.
     */
    public static void abandon(RoutingContext exchange) {
        exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        exchange.addEndHandler(answered -> exchange.vertx()
                .setTimer(
                        PATIENCE_MILLIS,
                        timer -> exchange.request().connection().close()));
    }
}
