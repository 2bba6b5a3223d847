package io.amorsize.api.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.amorsize.job.Job;
import io.amorsize.job.PlanRevision;
import io.amorsize.job.PlanWish;
import io.amorsize.optimizer.Executor;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a job runs by. */
@Schema(
        name = "JobPlan",
        description = "What a job runs by. Workers, chunk size and executor are left out before there" + " is a plan.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanBody(
        @Schema(description = "How the plan is made.", required = true)
        PlanMode mode,

        @Schema(
                description = "The recommendation it comes from; left out with other modes.",
                examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10")
        @Nullable String recommendationId,

        @Schema(description = "Workers now.", minimum = "1", examples = "16") @Nullable Integer workers,

        @Schema(description = "Items handed to a worker at a time now.", minimum = "1", examples = "10") @Nullable Long chunkSize,

        @Schema(
                implementation = String.class,
                enumeration = {"CALLER", "PLATFORM_THREADS", "VIRTUAL_THREADS", "PROCESSES"},
                description = "What runs the chunks now.")
        @Nullable Executor executor,

        @Schema(description = "Every plan it has followed, the oldest first.", required = true)
        List<RevisionBody> revisions) {

    /** A plan from some moment on. */
    @Schema(name = "JobPlanRevision", description = "A plan that a job has followed from some moment on.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RevisionBody(
            @Schema(
                    description = "Since when.",
                    required = true,
                    format = "date-time",
                    examples = "2026-11-21T08:30:00.700Z")
            String at,

            @Schema(description = "Items that had an outcome by then.", required = true, minimum = "0", examples = "24")
            long itemsEnded,

            @Schema(description = "Workers.", required = true, minimum = "1", examples = "16")
            int workers,

            @Schema(
                    description = "Items handed to a worker at a time.",
                    required = true,
                    minimum = "1",
                    examples = "10")
            long chunkSize,

            @Schema(
                    implementation = String.class,
                    enumeration = {"CALLER", "PLATFORM_THREADS", "VIRTUAL_THREADS", "PROCESSES"},
                    description = "What runs the chunks.",
                    required = true)
            Executor executor,

            @Schema(
                    description = "Why it was made.",
                    required = true,
                    examples = "The first 24 items take 50 ms each and mostly wait.")
            String reason,

            @Schema(description = "What was expected of it.", required = true)
            JobBody.EstimateBody estimate,

            @Schema(
                    description = "What keeps it from being faster; left out while unknown.",
                    examples = "The longest item takes as long as the rest.")
            @Nullable String limit) {

        static RevisionBody of(PlanRevision plan) {
            return new RevisionBody(
                    plan.at().toString(),
                    plan.itemsEnded(),
                    plan.workers(),
                    plan.chunkSize(),
                    plan.executor(),
                    plan.reason(),
                    JobBody.estimate(plan),
                    plan.limit().orElse(null));
        }
    }

    static PlanBody of(Job job) {
        PlanWish wish = job.spec().plan();
        Optional<PlanRevision> now = job.plans().isEmpty()
                ? Optional.empty()
                : Optional.of(job.plans().getLast());
        return new PlanBody(
                PlanMode.of(wish),
                wish instanceof PlanWish.Advised advised ? advised.recommendationId() : null,
                now.map(PlanRevision::workers).orElse(null),
                now.map(PlanRevision::chunkSize).orElse(null),
                now.map(PlanRevision::executor).orElse(null),
                job.plans().stream().map(RevisionBody::of).toList());
    }
}
