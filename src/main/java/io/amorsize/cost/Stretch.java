package io.amorsize.cost;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * By how much an item takes longer when a given number of workers run than it did alone.
 *
 * <p>Of an item's time a share {@code c} is on a CPU. With {@code n} workers, {@code m} of them on a CPU at a time:
 *
 * <pre>u = 1 + (m - 1) (a + b m / T)                          (contention a, coherency b on T threads)
 *r = max( (1 - c)(1 + w (n - 1)) + c u,  n c u / q(n) )     (waiting and computing; CPU saturation)</pre>
 *
 * Where the bytes an item moves are known, {@code u} is multiplied by max(1, m bytes / (BW(m) c w)): computing workers share
 * the memory bandwidth BW. The corner between waiting and computing is rounded by the exact machine-repairman result at the median of (a, b, SMT gain).
 * Immutable: one object serves one worker count, over all draws.
 */
final class Stretch {

    private final double workers;
    private final double cpuShare;
    private final double waitShare;
    private final double computing;
    private final double crowding;
    private final double starvation;
    private final double heldSeconds;
    private final boolean waitGrows;
    private final CpuLoad load;
    private final double medianContention;
    private final double medianLoad;
    private final double rounding;

    /**
     * The law for one worker count.
     *
     * @param workers workers, at least 1
     * @param cpuShare CPU time of an item divided by its wall time, at least 0; above 1 where items use several CPUs
     * @param capacity the machine
     * @param smtGain the machine's SMT gain where it is known
     * @param waitGrows whether nothing is known about the systems that items wait for
     * @param bandwidth memory bandwidth needed by a computing worker and available to so many of them
     */
    Stretch(
            int workers,
            double cpuShare,
            CpuCapacity capacity,
            OptionalDouble smtGain,
            boolean waitGrows,
            Bandwidth bandwidth) {
        this.workers = workers;
        this.cpuShare = cpuShare;
        this.waitShare = Math.max(0, 1 - cpuShare);
        this.waitGrows = waitGrows && waitShare > 0 && workers > 1;
        this.computing = Math.min(Math.max(1, workers * cpuShare), capacity.usableThreads());
        this.crowding = computing / capacity.threads();
        this.starvation = bandwidth.starvation(computing);
        this.heldSeconds = capacity.heldSeconds(workers * Math.max(1, cpuShare));
        this.load = new CpuLoad(workers, cpuShare, capacity, smtGain);
        this.medianContention = contention(ScalingDraws.MEDIAN_CONTENTION, ScalingDraws.MEDIAN_COHERENCY);
        this.medianLoad = load.of(ScalingDraws.MEDIAN_SMT_GAIN);
        this.rounding = waitShare == 0 || workers == 1 ? 1 : rounding();
    }

    /** The demand of all workers together in units of the CPUs they get: above 1 the CPUs are saturated. */
    private static final class CpuLoad {

        private final double demand;
        private final double base;
        private final double extra;
        private final double ceilingBase;
        private final double ceilingExtra;
        private final double fixed;

        CpuLoad(double workers, double cpuShare, CpuCapacity capacity, OptionalDouble smtGain) {
            double runnable = workers * Math.max(1, cpuShare);
            demand = workers * cpuShare;
            base = capacity.base(runnable);
            extra = capacity.extra(runnable);
            ceilingBase = capacity.ceilingBase(runnable);
            ceilingExtra = capacity.ceilingExtra(runnable);
            boolean gainMatters = smtGain.isEmpty() && (extra != 0 || ceilingExtra != 0);
            fixed = gainMatters ? Double.NaN : computed(smtGain.orElse(0));
        }

        private double computed(double gain) {
            return demand / CpuCapacity.atLeast(Math.min(base + gain * extra, ceilingBase + gain * ceilingExtra));
        }

        double of(double gain) {
            return Double.isNaN(fixed) ? computed(gain) : fixed;
        }

        /** The load of every draw. */
        void of(ScalingDraws draws, double[] target) {
            if (Double.isNaN(fixed)) {
                for (int j = 0; j < target.length; j++) {
                    target[j] = computed(draws.smtGain(j));
                }
            } else {
                Arrays.fill(target, fixed);
            }
        }
    }

    private double rounding() {
        double waiting = waiting(ScalingDraws.MEDIAN_WAIT_GROWTH);
        double computed = cpuShare * medianContention;
        double cpus = workers * cpuShare / medianLoad;
        double exact =
                cpuShare == 0 ? 1 : MachineRepairman.stretch(workers, waiting, computed, cpus) * (waiting + computed);
        return Math.max(1, exact / fluid(medianContention, medianLoad, ScalingDraws.MEDIAN_WAIT_GROWTH));
    }

    private double contention(double a, double b) {
        return starvation * (1 + (computing - 1) * (a + b * crowding));
    }

    private double waiting(double waitGrowth) {
        return waitGrows ? waitShare * (1 + waitGrowth * (workers - 1)) : waitShare;
    }

    private double unhindered(double u, double waitGrowth) {
        return waiting(waitGrowth) + Math.min(1, cpuShare) * u;
    }

    private double fluid(double u, double cpuLoad, double waitGrowth) {
        return Math.max(unhindered(u, waitGrowth), cpuLoad * u);
    }

    /** The stretch of one draw, at least about 1 (more where one worker alone gets less CPU than it wants). */
    double of(ScalingDraws draws, int draw) {
        double cpuLoad = load.of(draws.smtGain(draw));
        double u = contention(draws.contention(draw), draws.coherency(draw));
        double stretch = rounding * fluid(u, cpuLoad, draws.waitGrowth(draw));
        // No misfit of the law makes CPUs do more than they can.
        return workers == 1 ? stretch : Math.max(stretch * draws.misfit(draw), cpuLoad);
    }

    /**
     * The stretch of every draw: {@link #of(ScalingDraws, int)} in a form that compiles to vector instructions.
     *
     * @param target one element per draw, overwritten
     */
    void of(ScalingDraws draws, double[] target) {
        load.of(draws, target);
        if (workers == 1) {
            for (int j = 0; j < target.length; j++) {
                target[j] = of(draws, j);
            }
            return;
        }
        double others = computing - 1;
        double growth = waitGrows ? waitShare * (workers - 1) : 0;
        double computed = Math.min(1, cpuShare);
        for (int j = 0; j < target.length; j++) {
            double u = starvation * (1 + others * (draws.contention(j) + draws.coherency(j) * crowding));
            double unhindered = waitShare + growth * draws.waitGrowth(j) + computed * u;
            double cpuLoad = target[j];
            target[j] = Math.max(rounding * Math.max(unhindered, cpuLoad * u) * draws.misfit(j), cpuLoad);
        }
    }

    /** The stretch at the middle of the beliefs. */
    double median() {
        return rounding * fluid(medianContention, medianLoad, ScalingDraws.MEDIAN_WAIT_GROWTH);
    }

    /** How long a quota holds the workers in each of its periods, in seconds, at least 0. */
    double heldSeconds() {
        return heldSeconds;
    }

    /** By how much computing takes longer because memory bandwidth is shared, at least 1. */
    double starvation() {
        return starvation;
    }
}
