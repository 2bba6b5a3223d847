package io.amorsize.job;

import java.util.Map;
import java.util.Optional;

/**
 * Which jobs are wanted.
 *
 * @param state only those in this state
 * @param type only those of this type
 * @param labels only those with all of these labels
 */
public record JobFilter(Optional<JobState.Label> state, Optional<String> type, Map<String, String> labels) {

    /** All jobs. */
    public static final JobFilter ALL = new JobFilter(Optional.empty(), Optional.empty(), Map.of());

    /** Copies the labels. */
    public JobFilter {
        labels = Map.copyOf(labels);
    }
}
