package io.amorsize.validation.synthetic;

import io.amorsize.optimizer.Decision;
import io.amorsize.optimizer.Interval;

/**
 * One answer of the optimizer and what became of it.
 *
 * @param inquiry what was known
 * @param run number of the run it was given for, from 0
 * @param decision its decision
 * @param split its plan
 * @param interval50 its interval of the speed-up that should hold half of the truths
 * @param interval90 its interval of the speed-up that should hold nine tenths of them
 * @param speedup the speed-up of that very run
 * @param regret mean time lost over all runs against the best split, as a share of the time taken, 0..1
 * @param againstSerial mean time of all runs divided by that of the serial runs
 */
record Answer(
        Inquiry inquiry,
        int run,
        Decision decision,
        Split split,
        Interval interval50,
        Interval interval90,
        double speedup,
        double regret,
        double againstSerial) {

    /** Whether it advised a pool. */
    boolean parallel() {
        return decision == Decision.PARALLEL;
    }

    /** Width of an interval of the speed-up, in ln. */
    static double width(Interval interval) {
        return StrictMath.log(interval.high() / interval.low());
    }

    /** Whether an interval holds the truth; a hair's breadth is granted to rounding. */
    static boolean holds(Interval interval, double speedup) {
        return speedup >= interval.low() * (1 - 1e-9) && speedup <= interval.high() * (1 + 1e-9);
    }
}
