package io.amorsize.observability;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells whether the store answers. */
@Readiness
@Singleton
class StoreHealth implements HealthCheck {

    private final StoreProbe probe;

    StoreHealth(StoreProbe probe) {
        this.probe = probe;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> defect = probe.defect().get();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("store").status(defect.isEmpty()).withData("database", probe.product());
        defect.ifPresent(reason -> response.withData("reason", reason));
        return response.build();
    }
}
