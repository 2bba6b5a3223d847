package io.amorsize.api.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Refuses bodies that are compressed, which would otherwise be read as if they were not, and says what is taken. */
final class ContentCoding implements Handler<RoutingContext> {

    private static final String AS_IT_IS = "identity";

    @Override
    public void handle(RoutingContext exchange) {
        @Nullable String coding = exchange.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding == null || coding.equalsIgnoreCase(AS_IT_IS)) {
            exchange.next();
        } else {
            exchange.response().putHeader(HttpHeaders.ACCEPT_ENCODING, AS_IT_IS);
            BodyLimit.refuse(exchange, Problems.COMPRESSED_BODY);
        }
    }
}
