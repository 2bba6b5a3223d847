package io.amorsize.host.calibrate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How and when this host is measured. Immutable.
 *
 * @param enabled whether it is measured at all; otherwise the priors stay in use
 * @param cacheDirectory where the figures are kept for the next start (the service's data directory); empty to keep
 *     them in memory only
 * @param cpuBudget CPU time that one measurement may take, all threads together, above 0 and at most 10 s
 * @param maxLoad share of the effective CPUs, 0..1, that others may keep busy; above it the measurement is put off
 */
public record CalibrationSettings(boolean enabled, Optional<Path> cacheDirectory, Duration cpuBudget, double maxLoad) {

    /** Most CPU time that one measurement may be given. */
    public static final Duration LARGEST_CPU_BUDGET = Duration.ofSeconds(10);

    /** @throws IllegalArgumentException if a component is outside the range its description gives */
    public CalibrationSettings {
        if (!cpuBudget.isPositive() || cpuBudget.compareTo(LARGEST_CPU_BUDGET) > 0) {
            throw new IllegalArgumentException("cpuBudget must be above 0 and at most 10 s, was " + cpuBudget);
        }
        if (!(maxLoad >= 0 && maxLoad <= 1)) {
            throw new IllegalArgumentException("maxLoad must lie in 0..1, was " + maxLoad);
        }
    }
}
