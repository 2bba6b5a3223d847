package io.amorsize.api.job;

import io.amorsize.job.FailurePolicy;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** When failures pause a job. */
@Schema(
        name = "JobFailurePolicy",
        additionalProperties = Schema.False.class,
        description = "When a job has failed often enough to be paused until somebody resumes or cancels it.")
record FailurePolicyInput(
        @Schema(
                description = "Most items that may fail.",
                minimum = "0",
                maximum = "1000000000000000",
                examples = "100")
        @Nullable Long maxFailures,

        @Schema(
                description = "Most of the items run so far that may fail, as a share. It is looked at once 20 items"
                        + " have been run.",
                minimum = "0",
                maximum = "1",
                examples = "0.1")
        @Nullable Double maxFailureShare) {

    FailurePolicy toPolicy() {
        return new FailurePolicy(
                maxFailures == null ? FailurePolicy.NONE.maxFailures() : maxFailures,
                maxFailureShare == null ? FailurePolicy.NONE.maxFailureShare() : maxFailureShare);
    }
}
