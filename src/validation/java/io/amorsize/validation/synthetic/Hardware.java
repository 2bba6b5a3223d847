package io.amorsize.validation.synthetic;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The machine as it really is.
 *
 * @param cores cores, at least 1
 * @param threads hardware threads, at least {@code cores}
 * @param smtGain what a second hardware thread adds to a core, as a share of what the first does, 0..1
 * @param quotaCpus CPU seconds a second that the cgroup may use, above 0; empty without a limit
 * @param quotaPeriodSeconds how often the quota is filled up again, above 0
 * @param memoryBytes memory there is for the run, at least 0; empty if it does not matter
 */
record Hardware(
        int cores,
        int threads,
        double smtGain,
        OptionalDouble quotaCpus,
        double quotaPeriodSeconds,
        OptionalLong memoryBytes) {

    /** What Linux does unless told otherwise. */
    static final double CFS_PERIOD = 0.1;

    /** @throws IllegalArgumentException if a component is outside the range its description gives */
    Hardware {
        if (cores < 1 || threads < cores || !(smtGain >= 0 && smtGain <= 1)) {
            throw new IllegalArgumentException("no such machine: " + cores + " cores, " + threads + " threads");
        }
        if (!(quotaCpus.orElse(1) > 0 && quotaPeriodSeconds > 0)) {
            throw new IllegalArgumentException("a quota and its period must be above 0");
        }
    }

    /** Cores with one hardware thread each, and nothing that limits them. */
    static Hardware ofCores(int cores) {
        return new Hardware(cores, cores, 0, OptionalDouble.empty(), CFS_PERIOD, OptionalLong.empty());
    }

    /** The same machine under a quota of this many CPUs. */
    Hardware withQuota(double cpus) {
        return new Hardware(cores, threads, smtGain, OptionalDouble.of(cpus), quotaPeriodSeconds, memoryBytes);
    }

    /** The same machine with another period of the quota. */
    Hardware withQuotaPeriod(double seconds) {
        return new Hardware(cores, threads, smtGain, quotaCpus, seconds, memoryBytes);
    }

    /** The same cores with one hardware thread each. */
    Hardware withoutSecondThreads() {
        return new Hardware(cores, cores, 0, quotaCpus, quotaPeriodSeconds, memoryBytes);
    }

    /** CPUs that may be used at once, as operating systems report them. */
    double effectiveCpus() {
        return Math.min(threads, quotaCpus.orElse(threads));
    }

    /** Computation done per second by this many runnable threads together, in cores. */
    double coresFor(int runnable) {
        return Math.min(runnable, cores) + smtGain * (Math.min(runnable, threads) - Math.min(runnable, cores));
    }
}
