package io.amorsize.job;

import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Interval;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A plan that a job has followed from some moment on.
 *
 * @param at since when
 * @param itemsEnded items that had an outcome by then
 * @param workers workers it asks for, at least 1
 * @param chunkSize items handed to a worker at a time, at least 1
 * @param executor what runs the chunks
 * @param reason why it was made, in a sentence
 * @param serialSeconds what one worker would take for the whole job; empty where it was not estimated
 * @param parallelSeconds what the job is expected to take in all; empty where it was not estimated
 * @param speedup expected speed-up of the whole run against one worker, with the interval that holds it in 90 of 100
 *     cases; empty where it was not estimated
 * @param limit what keeps it from being faster, in a sentence
 */
public record PlanRevision(
        Instant at,
        long itemsEnded,
        int workers,
        long chunkSize,
        Executor executor,
        String reason,
        OptionalDouble serialSeconds,
        OptionalDouble parallelSeconds,
        Optional<Gain> speedup,
        Optional<String> limit) {

    /**
     * An expected speed-up.
     *
     * @param value the speed-up
     * @param interval90 holds it in 90 of 100 cases
     */
    public record Gain(double value, Interval interval90) {}
}
