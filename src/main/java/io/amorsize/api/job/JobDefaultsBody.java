package io.amorsize.api.job;

import io.amorsize.job.JobSpec;
import io.amorsize.job.RetryPolicy;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What stands in a job that does not state it. */
@Schema(name = "JobDefaults", description = "What stands in a job that does not state it.")
record JobDefaultsBody(
        @Schema(description = "How the plan is made.", required = true)
        PlanMode planMode,

        @Schema(description = "Weight among other jobs.", required = true, examples = "10")
        int priority,

        @Schema(description = "Whether and when items that failed are tried again.", required = true)
        RetryBody retry) {

    /** The defaults of every type. */
    static final JobDefaultsBody USUAL =
            new JobDefaultsBody(PlanMode.AUTO, JobSpec.USUAL_PRIORITY, RetryBody.of(RetryPolicy.DEFAULT));

    /** A retry policy. */
    @Schema(name = "JobRetryDefaults", description = "Whether and when items that failed are tried again.")
    record RetryBody(
            @Schema(description = "Tries in all.", required = true, examples = "3")
            int maxAttempts,

            @Schema(description = "Longest wait before the second try.", required = true, examples = "0.5")
            double initialDelaySeconds,

            @Schema(description = "Longest wait before any try.", required = true, examples = "30")
            double maxDelaySeconds,

            @Schema(description = "What the wait grows by from try to try.", required = true, examples = "2")
            double multiplier,

            @Schema(description = "Share of the wait that is drawn.", required = true, examples = "1")
            double jitter) {

        static RetryBody of(RetryPolicy policy) {
            return new RetryBody(
                    policy.maxAttempts(),
                    policy.initialDelaySeconds(),
                    policy.maxDelaySeconds(),
                    policy.multiplier(),
                    policy.jitter());
        }
    }
}
