package io.amorsize.api.recommendation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.amorsize.api.json.Json;
import io.amorsize.recommendation.ComparedRun;
import io.amorsize.recommendation.Comparison;
import io.amorsize.recommendation.KeptRecommendation;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Recommendations side by side. */
@Schema(name = "Comparison", description = "Recommendations side by side, and which of them is the fastest.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ComparisonBody(
        @Schema(description = "The recommendations, in the order asked for.", required = true)
        List<ItemBody> items,

        @Schema(
                description = "`SECONDS`: all are about the same number of items, so their times are compared."
                        + " `SPEEDUP`: they are not, so their speed-ups are.",
                required = true)
        Comparison.Basis basis,

        @Schema(
                description = "Identifier of the fastest; left out where two or more are equally fast.",
                examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10")
        @Nullable String fastest,

        @Schema(
                description = "Probability that it is faster than the next one, their errors counted as independent;"
                        + " 0.5 where two or more are equally fast.",
                required = true,
                minimum = "0.5",
                maximum = "1",
                examples = "0.93")
        double probability,

        @Schema(description = "What they do not have in common.", required = true)
        List<DifferenceBody> differences,

        @Schema(
                description = "Plain sentences: what is compared, what differs, which is faster and how surely.",
                required = true,
                examples = "[\"A is expected to be the fastest, by a factor of 1.9 before B, and surely so: their 90 %"
                        + " intervals do not overlap.\"]")
        List<String> explanation) {

    /** One of those compared. */
    @Schema(name = "ComparedRecommendation", description = "One of the recommendations that are compared.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ItemBody(
            @Schema(description = "What the sentences call it.", required = true, examples = "A")
            String label,

            @Schema(description = "Plan and expected speed-up.", required = true)
            SummaryBody recommendation,

            @Schema(description = "Number of items; left out where it is unknown.", examples = "1000") @Nullable Long items,

            @Schema(description = "Expected time on one worker; left out where it is unknown.", examples = "45.0")
            @Nullable Double serialSeconds,

            @Schema(description = "Expected time by the plan; left out where it is unknown.", examples = "0.99")
            @Nullable Double parallelSeconds,

            @Schema(description = "What keeps the run from being faster.", required = true, examples = "DOWNSTREAM")
            String limit,

            @Schema(description = "CPUs that it counts on.", required = true, examples = "7.5")
            double effectiveCpus) {}

    /** Something that differs. */
    @Schema(name = "Difference", description = "Something that the recommendations do not have in common.")
    record DifferenceBody(
            @Schema(description = "Name of the field.", required = true, examples = "workers")
            String field,

            @Schema(
                    description = "Its values as text, in the order of the recommendations.",
                    required = true,
                    examples = "[\"48\", \"8\"]")
            List<String> values) {}

    /** Compares {@code kept}, at least two. */
    static ComparisonBody of(List<KeptRecommendation> kept) {
        List<ComparedRun> runs = kept.stream().map(ComparisonBody::run).toList();
        Comparison comparison = Comparison.of(runs);
        return new ComparisonBody(
                IntStream.range(0, runs.size())
                        .mapToObj(i -> item(i, runs.get(i)))
                        .toList(),
                comparison.basis(),
                comparison.fastest().isPresent()
                        ? runs.get(comparison.fastest().getAsInt()).headline().id()
                        : null,
                comparison.probability(),
                comparison.differences().stream()
                        .map(difference -> new DifferenceBody(difference.field(), difference.values()))
                        .toList(),
                comparison.explanation());
    }

    private static ComparedRun run(KeptRecommendation kept) {
        JsonNode request = Json.tree(kept.request());
        JsonNode answer = Json.tree(kept.answer());
        JsonNode items = request.at("/workload/items");
        return new ComparedRun(
                kept.headline(),
                items.isNumber() ? OptionalLong.of(items.asLong()) : OptionalLong.empty(),
                decimal(answer.at("/estimate/serialSeconds")),
                decimal(answer.at("/estimate/parallelSeconds")),
                answer.at("/limit/kind").asText(),
                answer.at("/host/effectiveCpus").asDouble());
    }

    private static OptionalDouble decimal(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }

    private static ItemBody item(int place, ComparedRun run) {
        return new ItemBody(
                Comparison.letter(place),
                SummaryBody.of(run.headline()),
                run.items().isPresent() ? run.items().getAsLong() : null,
                run.serialSeconds().isPresent() ? run.serialSeconds().getAsDouble() : null,
                run.seconds().isPresent() ? run.seconds().getAsDouble() : null,
                run.limit(),
                run.effectiveCpus());
    }
}
