package io.amorsize.observability;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells whether many items fail alike. It is never down: the service works as it should, and taking it away would mend
 * nothing.
 */
@Readiness
@Singleton
class DeadLetterHealth implements HealthCheck {

    private final FailureBursts bursts;

    DeadLetterHealth(FailureBursts bursts) {
        this.bursts = bursts;
    }

    @Override
    public HealthCheckResponse call() {
        long alike = bursts.greatest();
        return HealthCheckResponse.named("dead-letters")
                .up()
                .withData("degraded", alike >= FailureBursts.BURST)
                .withData("failedAlike", alike)
                .build();
    }
}
