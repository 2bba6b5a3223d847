package io.amorsize.api.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Status;
import org.junit.jupiter.api.Test;

class CalibrationBodyTest {

    @Test
    void aMeasurementThatWasBegunHasTheStatusItHas() {
        CalibrationBody body = CalibrationBody.accepted(Calibration.priors(), true);

        assertThat(body.status()).isEqualTo(Status.PENDING);
    }

    @Test
    void aMeasurementThatIsUnderWayIsRunning() {
        CalibrationBody body = CalibrationBody.accepted(Calibration.priors(), false);

        assertThat(body.status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void aMeasurementThatIsSwitchedOffDoesNotRun() {
        // Given
        Calibration off = Calibration.priors().withStatus(Status.UNAVAILABLE, "The measurement is switched off.");

        // When
        CalibrationBody body = CalibrationBody.accepted(off, false);

        // Then
        assertThat(body.status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(body.statusReason()).isEqualTo("The measurement is switched off.");
    }
}
