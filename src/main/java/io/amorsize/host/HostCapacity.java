package io.amorsize.host;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a plan may count on: the optimizer's whole view of a machine, real or imagined.
 *
 * @param effectiveCpus CPUs that may be used at once; fractional, above 0
 * @param physicalCores usable physical cores, at least 1
 * @param logicalProcessors usable hardware threads, at least {@code physicalCores}
 * @param smtGain throughput of a second hardware thread of a core relative to the first, 0..1; empty where it is
 *     neither measured nor stated
 * @param quotaCpus the CFS quota in CPUs where one is set, above 0
 * @param otherCpus CPUs that other processes keep busy, at least 0
 * @param memoryBytes memory that the work may take, at least 0; empty where unknown
 * @param throttledRatio share of the recent CFS periods in which this process was held back, 0..1; 0 where unknown
 */
public record HostCapacity(
        double effectiveCpus,
        int physicalCores,
        int logicalProcessors,
        OptionalDouble smtGain,
        OptionalDouble quotaCpus,
        double otherCpus,
        OptionalLong memoryBytes,
        double throttledRatio) {

    /** @throws IllegalArgumentException if a component is outside the range its description gives */
    public HostCapacity {
        if (!(effectiveCpus > 0 && effectiveCpus < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("effectiveCpus must be a finite number above 0, was " + effectiveCpus);
        }
        if (physicalCores < 1 || logicalProcessors < physicalCores) {
            throw new IllegalArgumentException("1 <= physicalCores <= logicalProcessors must hold, was " + physicalCores
                    + " and " + logicalProcessors);
        }
        if (smtGain.isPresent() && !(smtGain.getAsDouble() >= 0 && smtGain.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("smtGain must lie in 0..1, was " + smtGain.getAsDouble());
        }
        if (!(otherCpus >= 0 && otherCpus < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("otherCpus must be finite and at least 0, was " + otherCpus);
        }
        if (!(throttledRatio >= 0 && throttledRatio <= 1)) {
            throw new IllegalArgumentException("throttledRatio must lie in 0..1, was " + throttledRatio);
        }
    }

    /**
     * What a detected machine offers. Where its cores are not known each hardware thread counts as a core of its own; a
     * configured number of CPUs beyond the hardware threads stands for a machine that has as many.
     *
     * @param host the machine; its hardware threads are those that this process may use
     * @param calibration its overheads; the gain of a second hardware thread counts only if the measurement is trusted
     */
    public static HostCapacity of(HostSnapshot host, Calibration calibration) {
        CpuInfo cpu = host.cpu();
        int allowed = Math.min(cpu.cpusetCpus().orElse(cpu.logicalProcessors()), cpu.logicalProcessors());
        int threads = Math.max(allowed, (int) Math.min(Integer.MAX_VALUE, Math.ceil(cpu.effectiveCpus())));
        int cores = cpu.usableCores().orElse(cpu.physicalCores().orElse(allowed));
        if (threads > allowed) {
            cores = (int) Math.ceil((double) threads * Math.min(cores, allowed) / allowed);
        }
        return new HostCapacity(
                cpu.effectiveCpus(),
                Math.clamp(cores, 1, threads),
                threads,
                calibration.smtGain().trusted()
                        ? OptionalDouble.of(Math.min(1, calibration.smtGain().value()))
                        : OptionalDouble.empty(),
                cpu.quotaCpus(),
                host.load().otherCpus().orElse(0),
                host.memory().usableBytes(),
                Math.clamp(host.load().throttledRatio().orElse(0), 0, 1));
    }

    /** An idle machine without a quota: {@code cores} cores with one hardware thread each. */
    public static HostCapacity ofCores(int cores) {
        return new HostCapacity(
                cores, cores, cores, OptionalDouble.empty(), OptionalDouble.empty(), 0, OptionalLong.empty(), 0);
    }
}
