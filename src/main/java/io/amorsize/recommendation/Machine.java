package io.amorsize.recommendation;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;

/**
 * The machine that a recommendation is for.
 *
 * @param capacity what a plan may count on
 * @param calibration its overheads, measured or assumed
 */
public record Machine(HostCapacity capacity, Calibration calibration) {}
