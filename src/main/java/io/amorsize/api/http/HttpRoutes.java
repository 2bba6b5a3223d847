package io.amorsize.api.http;

import io.quarkus.vertx.core.runtime.VertxMDC;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Installs what comes before and after the resources. */
@Singleton
class HttpRoutes {

    /** Filters run from the highest priority down; before the body limit of the server (2). */
    private static final int FIRST = 1000;

    /** Behind the body limit of the server. */
    private static final int AFTER_LIMIT = 1;

    private static final Logger LOG = Logger.getLogger(HttpRoutes.class);

    private final AllowedMethods allowedMethods;
    private final Admission admission;
    private final BodyLimit bodyLimit;
    private final ManagementRedirect managementRedirect;

    HttpRoutes(AllowedMethods allowedMethods, @ConfigProperty(name = "quarkus.management.port") int managementPort) {
        this.allowedMethods = allowedMethods;
        this.admission = new Admission();
        this.bodyLimit = new BodyLimit();
        this.managementRedirect = new ManagementRedirect(managementPort);
    }

    void filters(@Observes Filters filters) {
        filters.register(HttpRoutes::identify, FIRST);
        filters.register(new BodyCoding(), FIRST - 1);
        filters.register(admission, FIRST - 2);
        filters.register(bodyLimit, FIRST - 3);
        filters.register(StreamedBodies::hideLength, FIRST - 4);
        filters.register(StreamedBodies::liftLimit, AFTER_LIMIT);
    }

    void routes(@Observes Router router) {
        router.options("/v1/*").handler(this::options);
        router.get("/q/metrics").handler(managementRedirect);
        router.get("/q/metrics/*").handler(managementRedirect);
        router.get("/q/health").handler(managementRedirect);
        router.get("/q/health/*").handler(managementRedirect);
        router.route().last().handler(HttpRoutes::notFound);
        router.route().last().failureHandler(HttpRoutes::failed);
        router.errorHandler(400, HttpRoutes::failed);
    }

    private static void identify(RoutingContext exchange) {
        begin(exchange);
        exchange.next();
    }

    private static void begin(RoutingContext exchange) {
        String id = RequestId.of(exchange.request().getHeader(RequestId.HEADER));
        exchange.put(RequestId.LOG_KEY, id);
        exchange.response().putHeader(RequestId.HEADER, id);
        VertxMDC.INSTANCE.put(RequestId.LOG_KEY, id);
    }

    private void options(RoutingContext exchange) {
        Optional<String> allowed = allowedMethods.of(exchange.normalizedPath());
        if (allowed.isPresent()) {
            exchange.response().putHeader(HttpHeaders.ALLOW, allowed.get()).end();
        } else {
            exchange.next();
        }
    }

    private static void notFound(RoutingContext exchange) {
        ProblemResponse.send(exchange, Problems.NOT_FOUND);
    }

    private static void failed(RoutingContext exchange) {
        if (RequestId.of(exchange) == null) {
            begin(exchange);
        }
        int status = exchange.statusCode();
        if (status == 413) {
            BodyLimit.refuse(exchange, Problems.BODY_TOO_LARGE);
        } else if (status == 404) {
            notFound(exchange);
        } else if (status >= 400 && status < 500) {
            ProblemResponse.send(exchange, Problems.BAD_REQUEST);
        } else if (!exchange.request().isEnded()) {
            LOG.debug("A body broke off", exchange.failure());
            ProblemResponse.send(exchange, Problems.BAD_REQUEST);
        } else {
            LOG.error("Request failed", exchange.failure());
            ProblemResponse.send(exchange, Problems.INTERNAL_ERROR);
        }
    }
}
