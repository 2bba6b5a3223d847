package io.amorsize.api.http;

import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Sends problems where there is no resource to do so. */
public final class ProblemResponse {

    /** Key under which the exchange keeps the {@link io.amorsize.api.problem.ProblemCode} it is answered with. */
    public static final String CODE = "problemCode";

    private ProblemResponse() {}

    /** Ends the exchange with {@code problem}; does nothing if its response has begun. */
    public static void send(RoutingContext exchange, Problem problem) {
        if (exchange.response().headWritten()) {
            exchange.response().reset();
            return;
        }
        exchange.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemWriter.MEDIA_TYPE)
                .end(Buffer.buffer(ProblemWriter.write(during(exchange, problem))));
    }

    /** {@code problem} with path and identifier of the exchange, which keeps its code. */
    public static Problem during(RoutingContext exchange, Problem problem) {
        exchange.put(CODE, problem.code());
        return problem.during(exchange.request().path(), RequestId.of(exchange));
    }
}
