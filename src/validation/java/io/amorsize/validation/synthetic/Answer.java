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
 * @param interval90Seconds its interval of the time that should hold nine tenths of them
 * @param speedup the speed-up of that very run
 * @param seconds the time of that very run
 * @param regret mean time lost over all runs against the best split, as a share of the time taken, at most 1; below 0 where it
 *     was lucky
 * @param againstSerial mean time of all runs divided by that of the serial runs
 */
record Answer(
        Inquiry inquiry,
        int run,
        Decision decision,
        Split split,
        Interval interval50,
        Interval interval90,
        Interval interval90Seconds,
        double speedup,
        double seconds,
        double regret,
        double againstSerial) {

    /** Whether it advised a pool. */
    boolean parallel() {
        return decision == Decision.PARALLEL;
    }

    /** Width of the 90 % interval, in ln. */
    double width90() {
        return StrictMath.log(interval90.high() / interval90.low());
    }

    boolean holds90() {
        return holds(interval90, speedup);
    }

    boolean holds50() {
        return holds(interval50, speedup);
    }

    /** Whether the time was inside the 90 % interval of the time. */
    boolean holdsSeconds90() {
        return holds(interval90Seconds, seconds);
    }

    /** Width of the 90 % interval of the time, in ln. */
    double secondsWidth90() {
        return StrictMath.log(interval90Seconds.high() / interval90Seconds.low());
    }

    /** Whether the truth was less than the 90 % interval says. */
    boolean below90() {
        return !holds90() && speedup < interval90.low();
    }

    /** Whether the truth was more than the 90 % interval says. */
    boolean above90() {
        return !holds90() && speedup > interval90.high();
    }

    /** Whether the truth was outside the 90 % interval, but by less than one percent. */
    boolean missedByAHair() {
        return !holds90() && speedup > interval90.low() * 0.99 && speedup < interval90.high() * 1.01;
    }

    /** What differs only by rounding is held. */
    private static boolean holds(Interval interval, double value) {
        return value >= interval.low() * (1 - 1e-9) && value <= interval.high() * (1 + 1e-9);
    }
}
