package io.amorsize.host;

/** Measures this host's overheads in the background. Safe for use by many threads. */
public interface Calibrator {

    /** What is known now; never blocks and never throws. The priors until a measurement is there. */
    Calibration current();

    /**
     * Asks for a new measurement, which runs in the background.
     *
     * @return false if none was begun: one is under way already, or this host is not to be measured
     */
    boolean remeasure();
}
