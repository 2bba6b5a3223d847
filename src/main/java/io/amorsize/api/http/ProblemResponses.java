package io.amorsize.api.http;

import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.api.problem.ProblemWriter;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Makes responses of problems for the exception mappers. */
@Singleton
class ProblemResponses {

    private final CurrentVertxRequest current;

    ProblemResponses(CurrentVertxRequest current) {
        this.current = current;
    }

    Response.ResponseBuilder of(ProblemException e) {
        Response.ResponseBuilder response = of(e.problem());
        e.retryAfter()
                .ifPresent(pause -> response.header(
                        ProblemResponse.RETRY_AFTER, Math.max(1, Math.ceilDiv(pause.toMillis(), 1000))));
        return response;
    }

    Response.ResponseBuilder of(Problem problem) {
        @Nullable RoutingContext exchange = current.getCurrent();
        Problem complete = exchange == null ? problem : ProblemResponse.during(exchange, problem);
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(ProblemWriter.MEDIA_TYPE).entity(ProblemWriter.write(complete));
        ProblemResponse.pause(problem).ifPresent(seconds -> response.header(ProblemResponse.RETRY_AFTER, seconds));
        return response;
    }

    /** Method of the request under way. */
    String method() {
        @Nullable RoutingContext exchange = current.getCurrent();
        return exchange == null ? "this method" : exchange.request().method().name();
    }

    /** Path of the request under way. */
    String path() {
        @Nullable RoutingContext exchange = current.getCurrent();
        return exchange == null ? "" : exchange.normalizedPath();
    }
}
