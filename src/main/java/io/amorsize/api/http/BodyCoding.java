package io.amorsize.api.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies that are compressed, which would otherwise be read as if they were not, and those of which nobody can
 * know where they end, which would be waited for.
 */
final class BodyCoding implements Handler<RoutingContext> {

    private static final String AS_IT_IS = "identity";

    @Override
    public void handle(RoutingContext exchange) {
        if (!isMissingOr(HttpHeaders.CHUNKED, exchange.request().getHeader(HttpHeaders.TRANSFER_ENCODING))) {
            BodyLimit.refuse(exchange, Problems.UNKNOWN_TRANSFER);
        } else if (!isMissingOr(AS_IT_IS, exchange.request().getHeader(HttpHeaders.CONTENT_ENCODING))) {
            exchange.response().putHeader(HttpHeaders.ACCEPT_ENCODING, AS_IT_IS);
            BodyLimit.refuse(exchange, Problems.COMPRESSED_BODY);
        } else {
            exchange.next();
        }
    }

    private static boolean isMissingOr(CharSequence taken, @Nullable String coding) {
        return coding == null || coding.equalsIgnoreCase(taken.toString());
    }
}
