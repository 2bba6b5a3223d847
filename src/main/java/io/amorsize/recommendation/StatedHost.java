package io.amorsize.recommendation;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A machine that the caller describes instead of the one the service runs on. At least one of the first three
 * components is given.
 *
 * @param effectiveCpus CPUs that may be used at once; fractional, above 0
 * @param physicalCores cores, at least 1
 * @param logicalProcessors hardware threads, at least 1
 * @param availableMemoryBytes memory that the work may take, at least 0
 * @param smtGain throughput of a second hardware thread of a core relative to the first, 0..1
 */
public record StatedHost(
        OptionalDouble effectiveCpus,
        OptionalInt physicalCores,
        OptionalInt logicalProcessors,
        OptionalLong availableMemoryBytes,
        OptionalDouble smtGain) {

    private static final Calibration NOT_MEASURED = Calibration.priors()
            .withStatus(
                    Calibration.Status.UNAVAILABLE,
                    "The request describes another machine, so published figures are used.");

    /** @throws IllegalArgumentException if no CPU count is given or the counts contradict each other */
    public StatedHost {
        if (effectiveCpus.isEmpty() && physicalCores.isEmpty() && logicalProcessors.isEmpty()) {
            throw new IllegalArgumentException("effectiveCpus, physicalCores or logicalProcessors is needed");
        }
        if (physicalCores.isPresent()
                && logicalProcessors.isPresent()
                && physicalCores.getAsInt() > logicalProcessors.getAsInt()) {
            throw new IllegalArgumentException("physicalCores must not exceed logicalProcessors");
        }
        if (effectiveCpus.isPresent()
                && logicalProcessors.isPresent()
                && effectiveCpus.getAsDouble() > logicalProcessors.getAsInt()) {
            throw new IllegalArgumentException("effectiveCpus must not exceed logicalProcessors");
        }
    }

    /**
     * The machine described, idle, with published overheads. A missing count follows from the others: hardware threads
     * are as many as the cores and the effective CPUs (rounded up) demand, cores as many as hardware threads, and
     * without {@code effectiveCpus} all hardware threads may be used. Fewer effective CPUs than hardware threads count
     * as a quota.
     */
    public Machine machine() {
        int demanded = (int) Math.ceil(effectiveCpus.orElse(1));
        int threads = logicalProcessors.orElse(Math.max(physicalCores.orElse(1), demanded));
        int cores = physicalCores.orElse(threads);
        double effective = effectiveCpus.orElse(threads);
        OptionalDouble quota = effective < threads ? OptionalDouble.of(effective) : OptionalDouble.empty();
        return new Machine(
                new HostCapacity(effective, cores, threads, smtGain, quota, 0, availableMemoryBytes, 0), NOT_MEASURED);
    }
}
