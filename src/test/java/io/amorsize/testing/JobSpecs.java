package io.amorsize.testing;

import io.amorsize.job.FailurePolicy;
import io.amorsize.job.JobSpec;
import io.amorsize.job.PlanWish;
import io.amorsize.job.RateLimit;
import io.amorsize.job.RetryPolicy;
import io.amorsize.optimizer.Executor;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Writes what is asked of a job by what is special about it; the rest is what the service assumes. Never changes: each
 * method gives another.
 */
public final class JobSpecs {

    private final String type;
    private PlanWish plan = new PlanWish.Auto();
    private OptionalDouble itemTimeoutSeconds = OptionalDouble.empty();
    private OptionalDouble deadlineSeconds = OptionalDouble.empty();
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private Optional<RateLimit> rateLimit = Optional.empty();
    private FailurePolicy failures = FailurePolicy.NONE;
    private Map<String, String> labels = Map.of();

    private JobSpecs(String type) {
        this.type = type;
    }

    /** Nothing but the type of the job. */
    public static JobSpecs of(String type) {
        return new JobSpecs(type);
    }

    private JobSpecs copy() {
        JobSpecs copy = new JobSpecs(type);
        copy.plan = plan;
        copy.itemTimeoutSeconds = itemTimeoutSeconds;
        copy.deadlineSeconds = deadlineSeconds;
        copy.retry = retry;
        copy.rateLimit = rateLimit;
        copy.failures = failures;
        copy.labels = labels;
        return copy;
    }

    private JobSpecs plan(PlanWish value) {
        JobSpecs copy = copy();
        copy.plan = value;
        return copy;
    }

    public JobSpecs fixed(int workers, long chunkSize) {
        return plan(new PlanWish.Fixed(workers, chunkSize, Optional.empty()));
    }

    public JobSpecs fixed(int workers, long chunkSize, Executor executor) {
        return plan(new PlanWish.Fixed(workers, chunkSize, Optional.of(executor)));
    }

    public JobSpecs itemTimeout(double seconds) {
        JobSpecs copy = copy();
        copy.itemTimeoutSeconds = OptionalDouble.of(seconds);
        return copy;
    }

    public JobSpecs deadline(double seconds) {
        JobSpecs copy = copy();
        copy.deadlineSeconds = OptionalDouble.of(seconds);
        return copy;
    }

    public JobSpecs retry(RetryPolicy value) {
        JobSpecs copy = copy();
        copy.retry = value;
        return copy;
    }

    /** No item is tried again. */
    public JobSpecs once() {
        return retry(new RetryPolicy(1, 0, 0, 1, 1, Set.of()));
    }

    public JobSpecs rate(double itemsPerSecond, int burst) {
        JobSpecs copy = copy();
        copy.rateLimit = Optional.of(new RateLimit(itemsPerSecond, burst));
        return copy;
    }

    /** Is paused once more than so many items have failed. */
    public JobSpecs maxFailures(long count) {
        JobSpecs copy = copy();
        copy.failures = new FailurePolicy(count, 1);
        return copy;
    }

    public JobSpecs labels(Map<String, String> value) {
        JobSpecs copy = copy();
        copy.labels = value;
        return copy;
    }

    /** What is asked for. */
    public JobSpec build() {
        return new JobSpec(
                type,
                "{}",
                plan,
                itemTimeoutSeconds,
                deadlineSeconds,
                JobSpec.USUAL_PRIORITY,
                retry,
                rateLimit,
                failures,
                labels,
                Optional.empty());
    }
}
