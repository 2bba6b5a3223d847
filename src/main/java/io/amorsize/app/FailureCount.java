package io.amorsize.app;

import io.amorsize.api.http.ProblemResponse;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.observability.RequestMeters;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Counts the problems that the API answers with. */
@Singleton
class FailureCount {

    /** Before everything that may end an exchange. */
    private static final int FIRST = 2000;

    private final RequestMeters meters;

    FailureCount(RequestMeters meters) {
        this.meters = meters;
    }

    void install(@Observes Filters filters) {
        filters.register(this::watch, FIRST);
    }

    private void watch(RoutingContext exchange) {
        exchange.addEndHandler(end -> {
            ProblemCode code = exchange.get(ProblemResponse.CODE);
            if (code != null) {
                meters.failed(code.name());
            }
        });
        exchange.next();
    }
}
