package io.amorsize.host.calibrate;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostSnapshot;

/** Measures a host; takes as long as it takes. */
@FunctionalInterface
interface Measurement {

    /**
     * The figures of this host, with status MEASURED.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    Outcome measure(HostSnapshot host) throws InterruptedException;

    /**
     * What a measurement brought.
     *
     * @param calibration the figures
     * @param report what they cost
     */
    record Outcome(Calibration calibration, MeasurementReport report) {}
}
