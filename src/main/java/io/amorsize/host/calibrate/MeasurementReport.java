package io.amorsize.host.calibrate;

import java.time.Duration;
import java.util.List;

/**
 * What one measurement cost and what was peculiar about it. Immutable.
 *
 * @param cpuTime CPU time of all its threads together; started threads and processes at elapsed time, an upper bound
 * @param elapsed time from begin to end
 * @param notes a sentence on each figure that was left out or is not trusted
 */
public record MeasurementReport(Duration cpuTime, Duration elapsed, List<String> notes) {

    /** Copies the list. */
    public MeasurementReport {
        notes = List.copyOf(notes);
    }
}
