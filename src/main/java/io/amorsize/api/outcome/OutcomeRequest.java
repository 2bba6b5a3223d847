package io.amorsize.api.outcome;

import io.amorsize.api.json.Findings;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.recommendation.Promise;
import io.amorsize.recommendation.Run;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The report of a run. */
@Schema(
        name = "OutcomeRequest",
        additionalProperties = Schema.False.class,
        description = "A run that was really made after a recommendation. What is left out is as the recommendation"
                + " advised. Report measured times only, never estimates: the next answers rest on them.")
record OutcomeRequest(
        @Schema(
                description = "Wall time of the whole run.",
                required = true,
                minimum = "1e-9",
                maximum = "1000000000",
                examples = "1.08")
        Double elapsedSeconds,

        @Schema(
                description = "Workers that ran; 1 for a serial run. Without it, those that were advised.",
                minimum = "1",
                maximum = "1000000",
                examples = "48")
        @Nullable Integer workers,

        @Schema(
                description = "Items per chunk. Without it, what was advised, if the workers are those advised, and"
                        + " otherwise unknown.",
                minimum = "1",
                maximum = "1000000000000000",
                examples = "1")
        @Nullable Long chunkSize,

        @Schema(
                description = "Items that were run. Without it, as many as the recommendation was asked for; needed if"
                        + " that was not said.",
                minimum = "1",
                maximum = "1000000000000000",
                examples = "1000")
        @Nullable Long items) {

    /** No run is faster than a perfect split of the predicted work by more than this factor. */
    private static final double IMPOSSIBLE = 1_000;

    /** The run that is meant; null if something is put down against it. */
    @Nullable Run toRun(Promise promise, Findings findings) {
        Long done = items != null ? items : boxed(promise.items());
        if (done == null) {
            findings.refuse("items", ProblemCode.MISSING_FIELD, "is missing, and the recommendation does not know it");
            return null;
        }
        int ran = workers == null ? promise.workers() : workers;
        Run run = new Run(ran, chunk(promise, ran), done, elapsedSeconds);
        if (isImpossible(promise, run)) {
            findings.refuse(
                    "elapsedSeconds",
                    ProblemCode.CONTRADICTION,
                    "is more than 1,000 times less than a perfect split of the predicted work among the workers would"
                            + " take; is it in seconds, and was the item time that the recommendation was asked with"
                            + " in seconds, too?");
            return null;
        }
        return run;
    }

    private OptionalLong chunk(Promise promise, int ran) {
        if (chunkSize != null) {
            return OptionalLong.of(chunkSize);
        }
        return ran == promise.workers() ? OptionalLong.of(promise.chunkSize()) : OptionalLong.empty();
    }

    private static boolean isImpossible(Promise promise, Run run) {
        if (promise.serialSeconds().isEmpty() || promise.items().isEmpty()) {
            return false;
        }
        double work = promise.serialSeconds().getAsDouble()
                * run.items()
                / promise.items().getAsLong();
        return run.elapsedSeconds() * IMPOSSIBLE < work / Math.min(run.workers(), (double) run.items());
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
