package io.amorsize.cost;

import java.util.OptionalDouble;

/**
 * By how much an item takes longer when a given number of workers run than it did alone.
 *
 * <p>Of an item's time a share {@code c} is on a CPU. With {@code n} workers, {@code m} of them on a CPU at a time:
 *
 * <pre>u = 1 + a (m - 1) + b m (m - 1)                        (contention a, coherency b)
 *r = max( (1 - c)(1 + w (n - 1)) + c u,  n c u / q(n) )     (waiting and computing; CPU saturation)</pre>
 *
 * The corner between the two is rounded by the exact machine-repairman result at the median of (a, b, SMT gain).
 * Immutable: one object serves one worker count, over all draws.
 */
final class Stretch {

    private final double workers;
    private final double cpuShare;
    private final double waitShare;
    private final double computing;
    private final double crowding;
    private final double base;
    private final double extra;
    private final double ceilingBase;
    private final double ceilingExtra;
    private final boolean waitGrows;
    private final double knownSmtGain;
    private final double rounding;

    /**
     * The law for one worker count.
     *
     * @param workers workers, at least 1
     * @param cpuShare CPU time of an item divided by its wall time, at least 0; above 1 where items use several CPUs
     * @param capacity the machine
     * @param smtGain the machine's SMT gain where it is known
     * @param waitGrows whether nothing is known about the systems that items wait for
     */
    Stretch(int workers, double cpuShare, CpuCapacity capacity, OptionalDouble smtGain, boolean waitGrows) {
        this.workers = workers;
        this.cpuShare = cpuShare;
        this.waitShare = Math.max(0, 1 - cpuShare);
        this.waitGrows = waitGrows && waitShare > 0 && workers > 1;
        double threadsWanted = Math.max(1, workers * cpuShare);
        this.computing = Math.min(threadsWanted, capacity.usableThreads());
        this.crowding = computing / capacity.threads();
        double runnable = workers * Math.max(1, cpuShare);
        this.base = capacity.base(runnable);
        this.extra = capacity.extra(runnable);
        this.ceilingBase = capacity.ceilingBase();
        this.ceilingExtra = capacity.ceilingExtra();
        this.knownSmtGain = smtGain.orElse(Double.NaN);
        double median = smtGain.orElse(ScalingDraws.MEDIAN_SMT_GAIN);
        this.rounding = waitShare == 0 || workers == 1
                ? 1
                : rounding(median, fluid(contention(medianLaw(), medianCoherency()), median, 0));
    }

    private static double medianLaw() {
        return ScalingDraws.MEDIAN_CONTENTION;
    }

    private static double medianCoherency() {
        return ScalingDraws.MEDIAN_COHERENCY;
    }

    private double rounding(double gain, double fluid) {
        double u = contention(medianLaw(), medianCoherency());
        double alone = waitShare + cpuShare * u;
        double exact = MachineRepairman.stretch(workers, waitShare, cpuShare * u, cpus(gain)) * alone;
        return Math.max(1, exact / fluid);
    }

    private double contention(double a, double b) {
        return 1 + (computing - 1) * (a + b * crowding);
    }

    private double cpus(double gain) {
        return Math.max(0.01, Math.min(base + gain * extra, ceilingBase + gain * ceilingExtra));
    }

    private double fluid(double u, double gain, double waitGrowth) {
        double waiting = waitGrows ? waitShare * (1 + waitGrowth * (workers - 1)) : waitShare;
        double unhindered = waiting + Math.min(1, cpuShare) * u;
        double saturated = workers * cpuShare * u / cpus(gain);
        return Math.max(unhindered, saturated);
    }

    /** The stretch of one draw, at least about 1 (more where one worker alone gets less CPU than it wants). */
    double of(ScalingDraws draws, int draw) {
        double gain = Double.isNaN(knownSmtGain) ? draws.smtGain(draw) : knownSmtGain;
        double u = contention(draws.contention(draw), draws.coherency(draw));
        double stretch = rounding * fluid(u, gain, waitGrows ? draws.waitGrowth(draw) : 0);
        // No misfit of the law makes CPUs do more than they can.
        return workers == 1 ? stretch : Math.max(stretch * draws.misfit(draw), workers * cpuShare / cpus(gain));
    }

    /** The stretch at the middle of the beliefs. */
    double median() {
        return rounding
                * fluid(
                        contention(medianLaw(), medianCoherency()),
                        Double.isNaN(knownSmtGain) ? ScalingDraws.MEDIAN_SMT_GAIN : knownSmtGain,
                        waitGrows ? ScalingDraws.MEDIAN_WAIT_GROWTH : 0);
    }

    /** Whether the CPUs, rather than the items themselves, set the pace at the middle of the beliefs. */
    boolean saturated() {
        double gain = Double.isNaN(knownSmtGain) ? ScalingDraws.MEDIAN_SMT_GAIN : knownSmtGain;
        double u = contention(medianLaw(), medianCoherency());
        double waiting = waitGrows ? waitShare * (1 + ScalingDraws.MEDIAN_WAIT_GROWTH * (workers - 1)) : waitShare;
        return workers * cpuShare * u / cpus(gain) > 0.95 * (waiting + Math.min(1, cpuShare) * u);
    }
}
