package io.amorsize.optimizer;

import java.util.OptionalDouble;

/**
 * How the optimizer read the workload.
 *
 * @param kind what the items do
 * @param cpuShare CPU time divided by wall time of an item, at least 0; above 1 where items use several CPUs
 * @param meanSeconds mean wall time of an item; empty when only observations were given
 * @param coefficientOfVariation standard deviation divided by mean; empty when only observations were given
 * @param heavyTailed whether a few items carry much of the work
 * @param trend change of the item time over the sample, as a share of its mean: 0 where none is seen
 */
public record WorkloadSummary(
        Kind kind,
        double cpuShare,
        OptionalDouble meanSeconds,
        OptionalDouble coefficientOfVariation,
        boolean heavyTailed,
        double trend) {

    /** What the items do. */
    public enum Kind {
        /** At least 70 % of an item's time is CPU time. */
        CPU_BOUND,
        /** Less than 30 % of it is. */
        IO_BOUND,
        /** Between the two. */
        MIXED;

        /** The kind of items that compute for this share of their time, at least 0. */
        public static Kind of(double cpuShare) {
            if (cpuShare >= 0.7) {
                return CPU_BOUND;
            }
            return cpuShare < 0.3 ? IO_BOUND : MIXED;
        }
    }
}
