package io.amorsize.api.job;

import io.amorsize.api.json.Consistent;
import io.amorsize.api.json.Findings;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.job.RetryPolicy;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whether and when items are tried again. */
@Schema(
        name = "JobRetry",
        additionalProperties = Schema.False.class,
        description = "Whether and when items that failed are tried again. The wait before try k + 1 is drawn from 0 to"
                + " min(`maxDelaySeconds`, `initialDelaySeconds` × `multiplier`^(k − 1)).")
record RetryInput(
        @Schema(description = "Tries in all.", minimum = "1", maximum = "100", defaultValue = "3", examples = "5")
        @Nullable Integer maxAttempts,

        @Schema(
                description = "Longest wait before the second try.",
                minimum = "0",
                maximum = "86400",
                defaultValue = "0.5",
                examples = "1")
        @Nullable Double initialDelaySeconds,

        @Schema(
                description = "Longest wait before any try, at least `initialDelaySeconds`. Without it, 30 or"
                        + " `initialDelaySeconds` if that is longer.",
                minimum = "0",
                maximum = "86400",
                examples = "60")
        @Nullable Double maxDelaySeconds,

        @Schema(
                description = "What the wait grows by from try to try.",
                minimum = "1",
                maximum = "1000",
                defaultValue = "2",
                examples = "2")
        @Nullable Double multiplier,

        @Schema(
                description = "Share of the wait that is drawn; the rest is kept.",
                minimum = "0",
                maximum = "1",
                defaultValue = "1",
                examples = "1")
        @Nullable Double jitter,

        @Schema(
                description = "Error classes that are tried again. Without it, all that another try could mend.",
                minItems = 1,
                maxItems = 50,
                maxLength = 200,
                examples = "[\"HTTP_503\"]")
        @Nullable List<String> retryOn)
        implements Consistent {

    @Override
    public void check(Findings findings) {
        if (maxDelaySeconds != null && maxDelaySeconds < initial() && findings.sound("initialDelaySeconds")) {
            findings.refuse(
                    "maxDelaySeconds",
                    ProblemCode.CONTRADICTION,
                    "must be at least initialDelaySeconds, " + initial() + ", but is " + maxDelaySeconds);
        }
    }

    private double initial() {
        return initialDelaySeconds == null ? RetryPolicy.DEFAULT.initialDelaySeconds() : initialDelaySeconds;
    }

    RetryPolicy toPolicy() {
        RetryPolicy usual = RetryPolicy.DEFAULT;
        return new RetryPolicy(
                maxAttempts == null ? usual.maxAttempts() : maxAttempts,
                initial(),
                maxDelaySeconds == null ? Math.max(usual.maxDelaySeconds(), initial()) : maxDelaySeconds,
                multiplier == null ? usual.multiplier() : multiplier,
                jitter == null ? usual.jitter() : jitter,
                retryOn == null ? usual.retryOn() : Set.copyOf(retryOn));
    }
}
