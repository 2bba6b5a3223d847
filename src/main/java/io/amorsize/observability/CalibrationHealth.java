package io.amorsize.observability;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibrator;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how far the calibration is. It is always up: recommendations are given from published figures until this
 * machine has been measured.
 */
@Readiness
@Singleton
class CalibrationHealth implements HealthCheck {

    private final Calibrator calibrator;

    CalibrationHealth(Calibrator calibrator) {
        this.calibrator = calibrator;
    }

    @Override
    public HealthCheckResponse call() {
        Calibration calibration = calibrator.current();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("recommendations")
                .up()
                .withData("calibration", calibration.status().name());
        calibration.measuredAt().ifPresent(at -> response.withData("measuredAt", at.toString()));
        calibration.statusReason().ifPresent(reason -> response.withData("reason", reason));
        return response.build();
    }
}
