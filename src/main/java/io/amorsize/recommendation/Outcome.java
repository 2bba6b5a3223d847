package io.amorsize.recommendation;

import io.amorsize.workload.Observation;
import java.time.Instant;
import java.util.Optional;

/**
 * What really happened after a recommendation. Only ever made from a run that somebody reports, never from an estimate.
 *
 * @param id unguessable and ascending in time
 * @param recommendationId the recommendation that the run followed
 * @param recordedAt when it was reported
 * @param run what was run, and how long it took
 * @param prediction what the recommendation had said about that very run; empty where the two cannot be compared
 * @param circumstances what was run on what
 */
public record Outcome(
        String id,
        String recommendationId,
        Instant recordedAt,
        Run run,
        Optional<Prediction> prediction,
        Circumstances circumstances) {

    /** The outcome of a run that followed the recommendation of this promise. */
    public static Outcome of(String id, Promise promise, Instant recordedAt, Run run) {
        return new Outcome(
                id, promise.recommendationId(), recordedAt, run, Prediction.of(promise, run), promise.circumstances());
    }

    /** The run as an observation whose noise nobody has judged yet. */
    Observation observation() {
        return Observation.ofRun(run.workers(), run.chunkSize(), run.items(), run.elapsedSeconds());
    }
}
