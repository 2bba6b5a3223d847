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

    /** CPU time of one measurement unless set otherwise. */
    public static final Duration DEFAULT_CPU_BUDGET = Duration.ofMillis(300);

    /** Tolerated load unless set otherwise: a fifth of the CPUs busy leaves the medians of short rounds usable. */
    public static final double DEFAULT_MAX_LOAD = 0.2;

    private static final Duration LARGEST_CPU_BUDGET = Duration.ofSeconds(10);

    /** @throws IllegalArgumentException if a component is outside the range its description gives */
    public CalibrationSettings {
        if (!cpuBudget.isPositive() || cpuBudget.compareTo(LARGEST_CPU_BUDGET) > 0) {
            throw new IllegalArgumentException("cpuBudget must be above 0 and at most 10 s, was " + cpuBudget);
        }
        if (!(maxLoad >= 0 && maxLoad <= 1)) {
            throw new IllegalArgumentException("maxLoad must lie in 0..1, was " + maxLoad);
        }
    }

    /** Measured with the default budget and load, and kept in {@code cacheDirectory}. */
    public static CalibrationSettings withCache(Path cacheDirectory) {
        return new CalibrationSettings(true, Optional.of(cacheDirectory), DEFAULT_CPU_BUDGET, DEFAULT_MAX_LOAD);
    }
}
