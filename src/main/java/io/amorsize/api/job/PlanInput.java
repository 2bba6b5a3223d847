package io.amorsize.api.job;

import io.amorsize.api.http.Identifiers;
import io.amorsize.api.json.Consistent;
import io.amorsize.api.json.Findings;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.job.PlanWish;
import io.amorsize.optimizer.Executor;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How the plan of a job is made. */
@Schema(name = "JobPlanRequest", additionalProperties = Schema.False.class, description = "How the plan is made.")
record PlanInput(
        @Schema(
                description = "`AUTO`: the first items are measured, their results kept, and the plan made and revised"
                        + " from that. `FIXED`: the plan is the one given here. `ADVISED`: it is that of a"
                        + " recommendation.",
                required = true,
                examples = "AUTO")
        PlanMode mode,

        @Schema(description = "Workers; with `FIXED` only.", minimum = "1", maximum = "1000000", examples = "16")
        @Nullable Integer workers,

        @Schema(
                description = "Items handed to a worker at a time; with `FIXED` only. Without it, 1.",
                minimum = "1",
                maximum = "1000000000000000",
                examples = "10")
        @Nullable Long chunkSize,

        @Schema(
                implementation = String.class,
                enumeration = {"CALLER", "PLATFORM_THREADS", "VIRTUAL_THREADS", "PROCESSES"},
                description = "What runs the chunks; with `FIXED` only. Without it, what suits the job type. Items that"
                        + " wait, of a type that computes, need `VIRTUAL_THREADS`: on platform threads no more of them"
                        + " run at a time than there are CPUs. `CALLER` stands for platform threads, and `PROCESSES`"
                        + " for what suits the type; items of a type that runs programs are always run by processes.")
        @Nullable Executor executor,

        @Schema(
                description = "Identifier of a kept recommendation; with `ADVISED` only.",
                maxLength = 36,
                examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10")
        @Nullable String recommendationId)
        implements Consistent {

    @Override
    public void check(Findings findings) {
        if (mode == PlanMode.FIXED) {
            if (workers == null && findings.sound("workers")) {
                findings.refuse("workers", ProblemCode.MISSING_FIELD, "is missing; FIXED needs it");
            }
        } else {
            refuse(workers != null, "workers", "FIXED", findings);
            refuse(chunkSize != null, "chunkSize", "FIXED", findings);
            refuse(executor != null, "executor", "FIXED", findings);
        }
        if (mode == PlanMode.ADVISED) {
            if (recommendationId == null && findings.sound("recommendationId")) {
                findings.refuse("recommendationId", ProblemCode.MISSING_FIELD, "is missing; ADVISED needs it");
            }
        } else {
            refuse(recommendationId != null, "recommendationId", "ADVISED", findings);
        }
    }

    private void refuse(boolean given, String field, String owner, Findings findings) {
        if (given) {
            findings.refuse(
                    field, ProblemCode.CONTRADICTION, "goes with the mode " + owner + ", but the mode is " + mode);
        }
    }

    /**
     * The wish; to be called on a plan that was found sound.
     *
     * @param advised the plan of the recommendation of an identifier
     * @return empty if there is no such recommendation
     */
    Optional<PlanWish> toWish(Function<String, Optional<PlanWish.Fixed>> advised) {
        return switch (mode) {
            case AUTO -> Optional.of(new PlanWish.Auto());
            case FIXED ->
                Optional.of(new PlanWish.Fixed(
                        workers == null ? 1 : workers,
                        chunkSize == null ? 1 : chunkSize,
                        Optional.ofNullable(executor)));
            case ADVISED ->
                Optional.ofNullable(recommendationId)
                        .filter(Identifiers::isIdentifier)
                        .flatMap(id -> advised.apply(id).map(plan -> new PlanWish.Advised(id, plan)));
        };
    }
}
