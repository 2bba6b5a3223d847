package io.amorsize.recommendation;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a workload has lately become slower or faster than it was.
 *
 * @param state whether and in which direction
 * @param since when the first outcome of the new level was recorded; empty without a drift
 * @param logShift change of ln time, above 0 if runs take longer; 0 without a drift
 */
public record Drift(State state, Optional<Instant> since, double logShift) {

    /** No change is seen. */
    public static final Drift NONE = new Drift(State.NONE, Optional.empty(), 0);

    /** The directions of a drift. */
    public enum State {
        /** Runs take as long as they did. */
        NONE,
        /** Runs take longer. */
        SLOWER,
        /** Runs take less time. */
        FASTER
    }

    /** The drift that begins with this outcome. */
    static Drift since(Instant instant, double logShift) {
        return new Drift(logShift > 0 ? State.SLOWER : State.FASTER, Optional.of(instant), logShift);
    }
}
