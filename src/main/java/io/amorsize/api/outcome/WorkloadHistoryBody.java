package io.amorsize.api.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.amorsize.optimizer.Evidence;
import io.amorsize.optimizer.WorkloadSummary;
import io.amorsize.recommendation.Drift;
import io.amorsize.recommendation.Outcome;
import io.amorsize.recommendation.WorkloadAccuracy;
import io.amorsize.recommendation.WorkloadClass;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is known of one workload. */
@Schema(
        name = "WorkloadHistory",
        description = "What really happened to a workload, how right the predictions were, and what that changes.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkloadHistoryBody(
        @Schema(description = "Its name.", required = true, examples = "orders-shipping")
        String name,

        @Schema(required = true) ClassBody workloadClass,

        @Schema(
                description = "Factor on the width, in ln, of the intervals of its next recommendation: by its own"
                        + " outcomes if 20 of them can be scored, else by those of its class.",
                required = true,
                minimum = "0.5",
                maximum = "10",
                examples = "1.4")
        double widthFactor,

        @Schema(required = true) DriftBody drift,
        @Schema(required = true) AccuracyBody accuracy,

        @Schema(description = "Outcomes, the newest first.", required = true)
        List<OutcomeBody> outcomes,

        @Schema(
                description = "Send it as `cursor` to get older outcomes; left out where there are none.",
                examples = "bzE6MDE5YTlmMGUtNmMxYi03YTUyLWIzYTQtMWYwZDZhMmM5ZTEw")
        @Nullable String nextCursor) {

    /** Its class. */
    @Schema(
            name = "WorkloadClass",
            description = "Workloads that learn the width of their intervals from each other; the one that the next"
                    + " recommendation for this workload belongs to.")
    record ClassBody(
            @Schema(
                    implementation = String.class,
                    enumeration = {"CPU_BOUND", "IO_BOUND", "MIXED"},
                    description = "What the items do.",
                    required = true)
            WorkloadSummary.Kind kind,

            @Schema(description = "What predictions rest on.", required = true)
            Evidence evidence,

            @Schema(description = "Whether a few items carry much of the work.", required = true)
            boolean heavyTailed) {

        static ClassBody of(WorkloadClass workloadClass) {
            return new ClassBody(workloadClass.kind(), workloadClass.evidence(), workloadClass.heavyTailed());
        }
    }

    /** Its drift. */
    @Schema(name = "Drift", description = "Whether the workload has lately become slower or faster than it was.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DriftBody(
            @Schema(
                    implementation = String.class,
                    enumeration = {"NONE", "SLOWER", "FASTER"},
                    description = "`SLOWER` or `FASTER` until the new level has lasted for 20 outcomes.",
                    required = true)
            Drift.State state,

            @Schema(
                    description = "When the first outcome of the new level was reported; left out without a drift.",
                    format = "date-time",
                    examples = "2026-11-20T22:00:00Z")
            @Nullable String since,

            @Schema(description = "New time over old time; left out without a drift.", examples = "1.32") @Nullable Double ratio) {

        static DriftBody of(Drift drift) {
            return new DriftBody(
                    drift.state(),
                    drift.since().map(Instant::toString).orElse(null),
                    drift.since().map(since -> Math.exp(drift.logShift())).orElse(null));
        }
    }

    /** How right the predictions were. */
    @Schema(name = "WorkloadAccuracy", description = "How right the predictions were, over the newest 200 outcomes.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AccuracyBody(
            @Schema(description = "Outcomes looked at.", required = true, minimum = "0", examples = "12")
            int outcomes,

            @Schema(
                    description = "How many of them could be compared with a prediction.",
                    required = true,
                    minimum = "0",
                    examples = "12")
            int compared,

            @Schema(
                    description = "Share inside the 90 % interval as it was given; left out if none had one.",
                    minimum = "0",
                    maximum = "1",
                    examples = "0.92")
            @Nullable Double inside90,

            @Schema(description = "The same for the 50 % interval.", minimum = "0", maximum = "1", examples = "0.5")
            @Nullable Double inside50,

            @Schema(
                    description = "Median error as a share: 0.08 if half of the times were within a factor of 1.08 of"
                            + " the predicted ones.",
                    minimum = "0",
                    examples = "0.08")
            @Nullable Double medianError,

            @Schema(
                    description = "Median of actual over predicted time, less 1: above 0 if runs take longer.",
                    examples = "0.03")
            @Nullable Double bias) {

        static AccuracyBody of(WorkloadAccuracy accuracy) {
            return new AccuracyBody(
                    accuracy.outcomes(),
                    accuracy.compared(),
                    boxed(accuracy.inside90()),
                    boxed(accuracy.inside50()),
                    boxed(accuracy.medianError()),
                    boxed(accuracy.bias()));
        }

        private static @Nullable Double boxed(OptionalDouble value) {
            return value.isPresent() ? value.getAsDouble() : null;
        }
    }

    static List<OutcomeBody> bodies(List<Outcome> outcomes) {
        return outcomes.stream().map(OutcomeBody::of).toList();
    }
}
