package io.amorsize.optimizer;

import java.util.OptionalDouble;

/**
 * Overheads that the caller states, in place of the runtime's preset or this host's measurement.
 *
 * @param workerStartSeconds time to start one worker, at least 0
 * @param dispatchSeconds serialised cost of one chunk, at least 0
 * @param transferBytesPerSecond copy rate between workers, above 0
 */
public record OverheadOverrides(
        OptionalDouble workerStartSeconds, OptionalDouble dispatchSeconds, OptionalDouble transferBytesPerSecond) {

    /** The preset in everything. */
    public static final OverheadOverrides NONE =
            new OverheadOverrides(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
}
