package io.amorsize.api.recommendation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.amorsize.optimizer.Decision;
import io.amorsize.optimizer.Executor;
import io.amorsize.recommendation.Headline;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One line of the list of recommendations. */
@Schema(name = "RecommendationSummary", description = "A kept recommendation in short.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SummaryBody(
        @Schema(description = "Its identifier.", required = true, examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10")
        String id,

        @Schema(
                description = "When it was made.",
                required = true,
                format = "date-time",
                examples = "2026-11-21T08:30:00.123Z")
        String createdAt,

        @Schema(description = "Name of the workload; left out where none was given.", examples = "orders-shipping")
        @Nullable String workload,

        @Schema(description = "What was decided.", required = true)
        Decision decision,

        @Schema(description = "Workers to use.", required = true, minimum = "1", examples = "48")
        int workers,

        @Schema(description = "Items to hand to a worker at a time.", required = true, minimum = "1", examples = "1")
        long chunkSize,

        @Schema(description = "What should run the chunks.", required = true)
        Executor executor,

        @Schema(description = "Expected speed-up against serial.", required = true)
        GainBody speedup,

        @Schema(description = "Version of the model that made it.", required = true, examples = "1")
        String modelVersion) {

    /** Speed-up in short. */
    @Schema(name = "SpeedupSummary", description = "Expected speed-up against serial.")
    record GainBody(
            @Schema(description = "The point estimate.", required = true, examples = "45.2")
            double value,

            @Schema(
                    description = "Ends of the central 90 % prediction interval.",
                    required = true,
                    minItems = 2,
                    maxItems = 2,
                    examples = "[43.5, 47.1]")
            List<Double> interval90) {}

    static SummaryBody of(Headline headline) {
        return new SummaryBody(
                headline.id(),
                headline.createdAt().toString(),
                headline.workload().orElse(null),
                headline.decision(),
                headline.workers(),
                headline.chunkSize(),
                headline.executor(),
                new GainBody(
                        headline.speedup(),
                        List.of(
                                headline.interval90().low(),
                                headline.interval90().high())),
                headline.modelVersion());
    }
}
