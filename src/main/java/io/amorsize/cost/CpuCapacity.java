package io.amorsize.cost;

import io.amorsize.host.HostCapacity;

/**
 * How much CPU a number of runnable threads gets from a machine, in CPUs of full speed.
 *
 * <p>Threads fill the cores first, then the second hardware threads, which add {@code g} of a core each. Other busy
 * threads take their fair share (CFS). A quota lets no more than its number of hardware threads run at once:
 *
 * <pre>h(x) = min(x, C) + g (min(x, T) - min(x, C));  q(n) = min( h(n + L) n / (n + L),  h(Q) )</pre>
 *
 * The result is linear in {@code g}: {@code q = min(base + g extra, quotaBase + g quotaExtra)}.
 *
 * <p>A quota is a budget per period (Linux, "CFS Bandwidth Control"), and the run begins with an untouched one: work of x
 * budgets takes max(x r, x - 1 + r) periods, where r is the quota over what the threads take unhindered, so Q stands for
 *
 * <pre>quota · x / max(x r, x - 1 + r)</pre>
 *
 * which is the quota itself for long runs and the whole machine for runs within one budget.
 *
 * <p>A scheduler is fair over some time slices only. A brief run is over before that and finds just the CPUs that nobody
 * uses, and at least the one that its caller is on.
 *
 * @param effectiveCpus CPUs that may be used at once, above 0
 * @param cores physical cores, at least 1
 * @param threads hardware threads, at least {@code cores}
 * @param otherCpus CPUs kept busy by others, at least 0
 * @param interpreterLock whether only one worker can use a CPU at a time
 * @param budgets CPU time of the run in budgets of a quota's period, above 0; infinite without a quota, and where others may
 *     have used the budget up
 * @param brief whether the run is over before the scheduler has been fair to it
 */
public record CpuCapacity(
        double effectiveCpus,
        int cores,
        int threads,
        double otherCpus,
        boolean interpreterLock,
        double budgets,
        boolean brief) {

    /** The period of a quota unless somebody changed it, in seconds: the kernel's and Kubernetes' default. */
    private static final double QUOTA_PERIOD_SECONDS = 0.1;

    /** Contention that one program in six exceeds: one standard deviation above the middle of the beliefs. */
    static final double PESSIMISTIC_CONTENTION = 0.05;

    /** Share of a period's budget that is counted on. */
    private static final double SURE_BUDGET = 0.8;

    /** Share of throttled periods, and of CPUs busy with others, up to which a budget is taken for untouched. */
    private static final double UNTOUCHED = 0.05;

    /**
     * CPU time of a brief run, in seconds: several time slices, of 0.7 to 3 ms in Linux since 6.6 (EEVDF, base_slice_ns by
     * the number of CPUs).
     */
    private static final double BRIEF_SECONDS = 0.02;

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
                interpreterLock,
                Double.POSITIVE_INFINITY,
                false);
    }

    /**
     * The same machine for a run of this much CPU time.
     *
     * @param host the machine
     * @param cpuSeconds CPU time of all items of all repetitions, above 0
     */
    public CpuCapacity forRunOf(double cpuSeconds, HostCapacity host) {
        boolean untouched = host.quotaCpus().isPresent()
                && host.effectiveCpus() == effectiveCpus
                && host.throttledRatio() <= UNTOUCHED
                && otherCpus <= UNTOUCHED * effectiveCpus;
        return new CpuCapacity(
                effectiveCpus,
                cores,
                threads,
                otherCpus,
                interpreterLock,
                untouched ? cpuSeconds / (effectiveCpus * QUOTA_PERIOD_SECONDS) : budgets,
                cpuSeconds < BRIEF_SECONDS);
    }

    /** What the quota comes to for {@code n} runnable threads, in hardware threads. */
    private double quota(double n) {
        double unhindered = base(n) + ScalingDraws.MEDIAN_SMT_GAIN * extra(n);
        if (budgets == Double.POSITIVE_INFINITY || unhindered <= effectiveCpus) {
            return effectiveCpus;
        }
        // Who runs out of budget just before the end waits for a whole period: workers are taken to hinder each other.
        double spent = budgets * (1 + (Math.min(n, threads) - 1) * PESSIMISTIC_CONTENTION) / SURE_BUDGET;
        double ratio = effectiveCpus / unhindered;
        return Math.min(threads, effectiveCpus * spent / Math.max(spent * ratio, spent - 1 + ratio));
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

    /**
     * Time that a quota takes from a run, or not, depending on when in a period it begins: how long {@code n} runnable threads
     * are held in each period, in seconds; 0 for runs within one budget and where the budget is not known.
     */
    double heldSeconds(double n) {
        if (budgets == Double.POSITIVE_INFINITY || budgets <= 1) {
            return 0;
        }
        double unhindered = base(n) + ScalingDraws.MEDIAN_SMT_GAIN * extra(n);
        return QUOTA_PERIOD_SECONDS * Math.max(0, 1 - effectiveCpus / unhindered);
    }

    /** Threads that compete for a CPU: of those that share a lock, only its holder does. */
    private double wanted(double n) {
        if (interpreterLock) {
            return Math.min(1, n);
        }
        return brief ? Math.min(n, Math.max(1, threads - otherCpus)) : n;
    }

    /** The part of the quota's ceiling for {@code n} runnable threads that does not depend on the SMT gain. */
    double ceilingBase(double n) {
        double quota = quota(n);
        return interpreterLock ? Math.min(1, quota) : Math.min(quota, cores);
    }

    /** What the quota's ceiling for {@code n} runnable threads gains per unit of SMT gain. */
    double ceilingExtra(double n) {
        double quota = quota(n);
        return interpreterLock ? 0 : Math.min(quota, threads) - Math.min(quota, cores);
    }

    /**
     * CPUs of full speed that {@code n} runnable threads get.
     *
     * @param n runnable threads, above 0
     * @param smtGain value of a second hardware thread relative to a core, 0..1
     * @return CPUs, at least 0.01
     */
    public double of(double n, double smtGain) {
        return Math.max(LEAST_CPUS, Math.min(base(n) + smtGain * extra(n), ceilingBase(n) + smtGain * ceilingExtra(n)));
    }

    /** Hardware threads that can really run at once, at least 1: the most workers that pure CPU work can use. */
    public int usableThreads() {
        return interpreterLock ? 1 : Math.clamp((long) Math.ceil(quota(threads) - 1e-9), 1, threads);
    }
}
