package io.amorsize.optimizer;

import java.util.OptionalDouble;

/**
 * What the caller wants.
 *
 * @param goal what to minimise
 * @param deadlineSeconds time by which a run must be done, above 0
 * @param tolerance loss of time, as a share of the best, that is accepted for fewer workers, 0..1
 */
public record Objective(Goal goal, OptionalDouble deadlineSeconds, double tolerance) {

    /** The least time; plans within half a percent of it count as equal. */
    public static final Objective FASTEST = new Objective(Goal.MIN_TIME, OptionalDouble.empty(), 0.005);

    /** What to minimise. */
    public enum Goal {
        /** Elapsed time. */
        MIN_TIME,
        /** Worker-seconds, among the plans that keep the deadline. */
        MIN_COST
    }
}
