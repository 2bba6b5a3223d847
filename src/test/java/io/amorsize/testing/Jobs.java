package io.amorsize.testing;

import io.amorsize.job.FailurePolicy;
import io.amorsize.job.ItemSource;
import io.amorsize.job.Job;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobSpec;
import io.amorsize.job.JobState;
import io.amorsize.job.PlanWish;
import io.amorsize.job.RetryPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Jobs of the type "http" with 100 items, accepted at the epoch. */
public final class Jobs {

    private Jobs() {}

    /** A job in a state. */
    public static Job in(JobState state, JobCounts counts) {
        JobSpec spec = new JobSpec(
                "http",
                "{}",
                new PlanWish.Auto(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                JobSpec.USUAL_PRIORITY,
                RetryPolicy.DEFAULT,
                Optional.empty(),
                FailurePolicy.NONE,
                Map.of());
        return new Job(
                "job-1",
                Instant.EPOCH,
                Optional.empty(),
                spec,
                new ItemSource.Stored(),
                100,
                state,
                counts,
                List.of(),
                Optional.empty(),
                JobCounts.NONE);
    }
}
