package io.amorsize.validation.realwork;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.host.HostSnapshot;
import io.amorsize.host.calibrate.BackgroundCalibrator;
import io.amorsize.host.calibrate.CalibrationSettings;
import io.amorsize.host.detect.HostDetectionSettings;
import io.amorsize.host.detect.SystemHostDetector;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The machine that the study runs on, detected and measured as the service does it with its default settings. */
final class MeasuredMachine {

    private static final Duration CPU_BUDGET = Duration.ofMillis(300);
    private static final Duration REFRESH = Duration.ofSeconds(2);

    /** Others may use more of the machine here than in the service: it is measured now or never. */
    private static final double MOST_LOAD = 1;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;

    private final SystemHostDetector detector;
    private final Calibration calibration;

    private MeasuredMachine(SystemHostDetector detector, Calibration calibration) {
        this.detector = detector;
        this.calibration = calibration;
    }

    /** Measures the machine, which takes about a second; what cannot be measured has its prior. */
    static MeasuredMachine measured() throws InterruptedException {
        InstantSource clock = InstantSource.system();
        SystemHostDetector detector = new SystemHostDetector(
                new HostDetectionSettings(
                        Path.of("/proc"),
                        Path.of("/sys"),
                        OptionalDouble.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        false,
                        false,
                        REFRESH),
                clock);
        CalibrationSettings settings = new CalibrationSettings(true, Optional.empty(), CPU_BUDGET, MOST_LOAD);
        try (BackgroundCalibrator calibrator = new BackgroundCalibrator(settings, detector, clock)) {
            calibrator.start();
            long end = System.nanoTime() + LONGEST_WAIT.toNanos();
            while (calibrator.current().measuredAt().isEmpty() && System.nanoTime() < end) {
                Thread.sleep(POLL_MILLIS);
            }
            return new MeasuredMachine(detector, calibrator.current());
        }
    }

    /** What the machine is and does now. */
    HostSnapshot snapshot() {
        return detector.current();
    }

    /** Its overheads. */
    Calibration calibration() {
        return calibration;
    }

    /** What a plan may count on now. */
    HostCapacity capacity() {
        return HostCapacity.of(snapshot(), calibration);
    }
}
