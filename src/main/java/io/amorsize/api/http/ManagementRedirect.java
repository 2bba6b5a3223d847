package io.amorsize.api.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** Sends people who look for metrics or health on the API's port to the management port. */
final class ManagementRedirect implements Handler<RoutingContext> {

    /** A name, an IPv4 address or an IPv6 address in brackets; nothing that could end a header or begin a path. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");

    private final int port;

    /** @param port port of the management interface */
    ManagementRedirect(int port) {
        this.port = port;
    }

    @Override
    public void handle(RoutingContext exchange) {
        HostAndPort authority = exchange.request().authority();
        String host = authority == null ? "" : authority.host();
        if (!HOST.matcher(host).matches()) {
            host = "localhost";
        }
        String path = exchange.request().path();
        exchange.response()
                .setStatusCode(307)
                .putHeader(HttpHeaders.LOCATION, "http://" + host + ":" + port + path)
                .end();
    }
}
