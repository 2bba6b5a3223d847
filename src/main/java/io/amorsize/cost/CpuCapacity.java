package io.amorsize.cost;

import io.amorsize.host.HostCapacity;

/**
 * How much CPU a number of runnable threads gets from a machine, in CPUs of full speed.
 *
 * <p>Threads fill the cores first, then the second hardware threads, which add {@code g} of a core each. Other busy
 * threads take their fair share (CFS). A quota lets no more than its number of hardware threads run at once:
 *
 * <pre>h(x) = min(x, C) + g (min(x, T) - min(x, C));  q(n) = min( h(n + L) n / (n + L),  h(quota) )</pre>
 *
 * The result is linear in {@code g}: {@code q = min(base + g extra, quotaBase + g quotaExtra)}.
 *
 * @param effectiveCpus CPUs that may be used at once, above 0
 * @param cores physical cores, at least 1
 * @param threads hardware threads, at least {@code cores}
 * @param otherCpus CPUs kept busy by others, at least 0
 * @param interpreterLock whether only one worker can use a CPU at a time
 */
public record CpuCapacity(double effectiveCpus, int cores, int threads, double otherCpus, boolean interpreterLock) {

    /** Below this, a plan has no meaning; keeps every division finite. */
    private static final double LEAST_CPUS = 0.01;

    /**
     * The capacity of a machine after reserving some of it.
     *
     * @param host the machine
     * @param reservedCpus CPUs to leave to others, at least 0
     * @param interpreterLock whether only one worker can use a CPU at a time
     */
    public static CpuCapacity of(HostCapacity host, double reservedCpus, boolean interpreterLock) {
        return new CpuCapacity(
                Math.max(LEAST_CPUS, host.effectiveCpus() - reservedCpus),
                host.physicalCores(),
                host.logicalProcessors(),
                host.otherCpus(),
                interpreterLock);
    }

    /** These CPUs, but never so few that a division by them has no meaning. */
    static double atLeast(double cpus) {
        return Math.max(LEAST_CPUS, cpus);
    }

    /** The part of the capacity of {@code n} runnable threads that does not depend on the SMT gain. */
    double base(double n) {
        double wanted = wanted(n);
        double runnable = wanted + otherCpus;
        return Math.min(runnable, cores) * (wanted / runnable);
    }

    /** What the capacity of {@code n} runnable threads gains per unit of SMT gain. */
    double extra(double n) {
        double wanted = wanted(n);
        double runnable = wanted + otherCpus;
        return (Math.min(runnable, threads) - Math.min(runnable, cores)) * (wanted / runnable);
    }

    /** Threads that compete for a CPU: of those that share a lock, only its holder does. */
    private double wanted(double n) {
        return interpreterLock ? Math.min(1, n) : n;
    }

    /** The part of the quota's ceiling that does not depend on the SMT gain. */
    double ceilingBase() {
        return interpreterLock ? Math.min(1, effectiveCpus) : Math.min(effectiveCpus, cores);
    }

    /** What the quota's ceiling gains per unit of SMT gain. */
    double ceilingExtra() {
        return interpreterLock ? 0 : Math.min(effectiveCpus, threads) - Math.min(effectiveCpus, cores);
    }

    /**
     * CPUs of full speed that {@code n} runnable threads get.
     *
     * @param n runnable threads, above 0
     * @param smtGain value of a second hardware thread relative to a core, 0..1
     * @return CPUs, at least 0.01
     */
    public double of(double n, double smtGain) {
        return Math.max(LEAST_CPUS, Math.min(base(n) + smtGain * extra(n), ceilingBase() + smtGain * ceilingExtra()));
    }

    /** Hardware threads that can really run at once, at least 1: the most workers that pure CPU work can use. */
    public int usableThreads() {
        return interpreterLock ? 1 : Math.clamp((long) Math.ceil(effectiveCpus - 1e-9), 1, threads);
    }
}
