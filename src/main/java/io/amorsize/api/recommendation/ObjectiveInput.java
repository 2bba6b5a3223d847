package io.amorsize.api.recommendation;

import io.amorsize.optimizer.Objective;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the caller wants. */
@Schema(
        name = "Objective",
        additionalProperties = Schema.False.class,
        description = "What is wanted. Without it, the least time.")
record ObjectiveInput(
        @Schema(
                implementation = String.class,
                enumeration = {"MIN_TIME", "MIN_COST"},
                description = "`MIN_TIME`: the least elapsed time. `MIN_COST`: the fewest worker-seconds within the"
                        + " deadline.",
                defaultValue = "MIN_TIME")
        Objective.@Nullable Goal goal,

        @Schema(
                description = "Time within which a run must be done.",
                minimum = "1e-9",
                maximum = "1000000000",
                examples = "60")
        @Nullable Double deadlineSeconds,

        @Schema(
                description = "Loss of time, as a share of the best, that is accepted for fewer workers.",
                minimum = "0",
                maximum = "1",
                defaultValue = "0.005",
                examples = "0.05")
        @Nullable Double tolerance) {

    Objective toObjective() {
        return new Objective(
                goal == null ? Objective.FASTEST.goal() : goal,
                Given.decimal(deadlineSeconds),
                tolerance == null ? Objective.FASTEST.tolerance() : tolerance);
    }
}
