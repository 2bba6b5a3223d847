package io.amorsize.api.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.amorsize.optimizer.Interval;
import io.amorsize.recommendation.Outcome;
import io.amorsize.recommendation.Prediction;
import io.amorsize.recommendation.Run;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An outcome on the wire. What is unknown is left out. */
@Schema(name = "Outcome", description = "What really happened, beside what had been predicted.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record OutcomeBody(
        @Schema(
                description = "Identifier, a UUID of version 7: ascending in time and not to be guessed.",
                required = true,
                examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e11")
        String id,

        @Schema(
                description = "The recommendation that the run followed.",
                required = true,
                examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10")
        String recommendationId,

        @Schema(
                description = "When it was reported.",
                required = true,
                format = "date-time",
                examples = "2026-11-21T08:31:00.123Z")
        String recordedAt,

        @Schema(description = "Name of the workload; left out if it has none.", examples = "orders-shipping") @Nullable String workload,

        @Schema(description = "Workers that ran.", required = true, minimum = "1", examples = "48")
        int workers,

        @Schema(description = "Items per chunk; left out if unknown.", minimum = "1", examples = "1") @Nullable Long chunkSize,

        @Schema(description = "Items that were run.", required = true, minimum = "1", examples = "1000")
        long items,

        @Schema(description = "Wall time of the whole run.", required = true, examples = "1.08")
        double elapsedSeconds,

        @Schema(
                description =
                        "Left out where the run cannot be compared with the recommendation: items or chunk size"
                                + " differ by more than a factor of 2, the workers are beyond its curve, or it knew no number of items.")
        @Nullable ComparisonBody comparison) {

    /** Predicted and actual. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    @Schema(
            name = "OutcomeComparison",
            description = "The time that was predicted for exactly this run, and how the actual one compares.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ComparisonBody(
            @Schema(description = "Predicted time.", required = true, examples = "0.99")
            double predictedSeconds,

            @Schema(
                    description = "Lower and upper end of the 90 % interval of the predicted time.",
                    required = true,
                    minItems = 2,
                    maxItems = 2,
                    examples = "[0.95, 1.21]")
            double[] interval90Seconds,

            @Schema(
                    description = "The same of the 50 % interval; left out where the workers are not those advised.",
                    minItems = 2,
                    maxItems = 2,
                    examples = "[0.98, 1.03]")
            double @Nullable [] interval50Seconds,

            @Schema(
                    description = "Actual over predicted time: above 1 if the run took longer.",
                    required = true,
                    examples = "1.09")
            double ratio,

            @Schema(description = "Whether the actual time lies in the 90 % interval.", required = true)
            boolean inside90) {

        static ComparisonBody of(Prediction prediction, double elapsedSeconds) {
            return new ComparisonBody(
                    prediction.seconds(),
                    ends(prediction.interval90()),
                    prediction.interval50().map(ComparisonBody::ends).orElse(null),
                    elapsedSeconds / prediction.seconds(),
                    prediction.interval90().low() <= elapsedSeconds
                            && elapsedSeconds <= prediction.interval90().high());
        }

        private static double[] ends(Interval interval) {
            return new double[] {interval.low(), interval.high()};
        }
    }

    static OutcomeBody of(Outcome outcome) {
        Run run = outcome.run();
        return new OutcomeBody(
                outcome.id(),
                outcome.recommendationId(),
                outcome.recordedAt().toString(),
                outcome.circumstances().workload().orElse(null),
                run.workers(),
                run.chunkSize().isPresent() ? run.chunkSize().getAsLong() : null,
                run.items(),
                run.elapsedSeconds(),
                outcome.prediction()
                        .map(prediction -> ComparisonBody.of(prediction, run.elapsedSeconds()))
                        .orElse(null));
    }
}
