package io.amorsize.recommendation;

import io.amorsize.host.HostCapacity;

/**
 * What of a machine decides how fast a workload can be on it, as far as outcomes remember it.
 *
 * @param effectiveCpus CPUs that may be used at once; fractional, above 0
 * @param physicalCores usable cores, at least 1
 * @param logicalProcessors usable hardware threads, at least {@code physicalCores}
 */
public record MachineShape(double effectiveCpus, int physicalCores, int logicalProcessors) {

    /** @throws IllegalArgumentException if a component is outside the range its description gives */
    public MachineShape {
        if (!(effectiveCpus > 0 && effectiveCpus < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("effectiveCpus must be a finite number above 0, was " + effectiveCpus);
        }
        if (physicalCores < 1 || logicalProcessors < physicalCores) {
            throw new IllegalArgumentException("1 <= physicalCores <= logicalProcessors must hold, was " + physicalCores
                    + " and " + logicalProcessors);
        }
    }

    /** The shape of this machine. */
    public static MachineShape of(HostCapacity host) {
        return new MachineShape(host.effectiveCpus(), host.physicalCores(), host.logicalProcessors());
    }

    /**
     * How unlike another machine is: the largest of the ln ratios of effective CPUs, cores and hardware threads; at
     * least 0, and 0 for an equal shape. A run cannot gain or lose more than that by moving, as long as one CPU is as
     * fast as the other.
     */
    double distanceTo(MachineShape other) {
        return Math.max(
                logRatio(effectiveCpus, other.effectiveCpus),
                Math.max(
                        logRatio(physicalCores, other.physicalCores),
                        logRatio(logicalProcessors, other.logicalProcessors)));
    }

    private static double logRatio(double a, double b) {
        return Math.abs(Math.log(a / b));
    }
}
