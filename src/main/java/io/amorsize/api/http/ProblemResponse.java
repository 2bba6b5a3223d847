package io.amorsize.api.http;

import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Sends problems where there is no resource to do so. */
public final class ProblemResponse {

    /** Key under which the exchange keeps the {@link ProblemCode} it is answered with. */
    public static final String CODE = "problemCode";

    /** Header that says after how many seconds to try again, of problems that pass. */
    static final String RETRY_AFTER = "Retry-After";

    private static final String PAUSE_SECONDS = "1";

    private ProblemResponse() {}

    /** The value of {@link #RETRY_AFTER}, or empty for a problem that stays. */
    static Optional<String> pause(Problem problem) {
        return problem.status() == ProblemCode.UNAVAILABLE.status() ? Optional.of(PAUSE_SECONDS) : Optional.empty();
    }

    /** Ends the exchange with {@code problem}; does nothing if its response has begun. */
    public static void send(RoutingContext exchange, Problem problem) {
        if (exchange.response().headWritten()) {
            exchange.response().reset();
            return;
        }
        pause(problem).ifPresent(seconds -> exchange.response().putHeader(RETRY_AFTER, seconds));
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
