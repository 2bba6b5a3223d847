package io.amorsize.job;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was asked for.
 *
 * @param type the job type
 * @param parameters what all items share, as JSON
 * @param plan how the plan is made
 * @param itemTimeoutSeconds longest time of a try, above 0
 * @param deadlineSeconds longest time of the job since it was accepted, above 0
 * @param priority weight of the job among others when CPUs are short, 1 to 100
 * @param retry whether items are tried again
 * @param rateLimit how fast items may begin
 * @param failurePolicy when failures stop the job
 * @param labels what the caller files it under
 * @param traceId the trace that the request belongs to, 32 hexadecimal digits
 */
public record JobSpec(
        String type,
        String parameters,
        PlanWish plan,
        OptionalDouble itemTimeoutSeconds,
        OptionalDouble deadlineSeconds,
        int priority,
        RetryPolicy retry,
        Optional<RateLimit> rateLimit,
        FailurePolicy failurePolicy,
        Map<String, String> labels,
        Optional<String> traceId) {

    /** Priority of a job that states none. */
    public static final int USUAL_PRIORITY = 10;

    /** Copies the labels. */
    public JobSpec {
        labels = Map.copyOf(labels);
    }
}
