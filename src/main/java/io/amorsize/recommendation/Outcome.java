package io.amorsize.recommendation;

import io.amorsize.workload.ExecutionRuntime;
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

    /**
     * What was run on what.
     *
     * @param workload the workload's name; empty if the recommendation had none
     * @param workloadClass its class when the recommendation was given
     * @param runtime what executed it
     * @param machine the machine that the recommendation was for
     */
    public record Circumstances(
            Optional<String> workload, WorkloadClass workloadClass, ExecutionRuntime runtime, MachineShape machine) {

        /** The circumstances that {@code recommendation} was given for. */
        static Circumstances of(Recommendation recommendation) {
            return new Circumstances(
                    recommendation.request().workload().name(),
                    WorkloadClass.of(recommendation.request()),
                    recommendation.request().runtime(),
                    MachineShape.of(recommendation.request().host()));
        }
    }

    /** The outcome of a run that followed {@code recommendation}. */
    public static Outcome of(String id, Recommendation recommendation, Instant recordedAt, Run run) {
        return new Outcome(
                id,
                recommendation.id(),
                recordedAt,
                run,
                Prediction.of(recommendation, run),
                Circumstances.of(recommendation));
    }

    /** The run as an observation whose noise nobody has judged yet. */
    Observation observation() {
        return Observation.ofRun(run.workers(), run.chunkSize(), run.items(), run.elapsedSeconds());
    }
}
