package io.amorsize.testing;

import io.amorsize.job.ItemSource;
import io.amorsize.job.Job;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobSpec;
import io.amorsize.job.JobState;
import io.amorsize.job.PlanRevision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes a job by what is special about it; the rest is a job of 100 items that was accepted at the epoch and of which
 * nothing has been run.
 */
public final class JobRecords {

    private String id = "job-1";
    private Instant createdAt = Instant.EPOCH;
    private Optional<Instant> startedAt = Optional.empty();
    private final JobSpec spec;
    private ItemSource source = new ItemSource.Stored();
    private long items = 100;
    private JobState state = new JobState.Queued();
    private JobCounts counts = JobCounts.NONE;
    private List<PlanRevision> plans = List.of();
    private Optional<String> redrive = Optional.empty();
    private JobCounts forgiven = JobCounts.NONE;

    private JobRecords(JobSpec spec) {
        this.spec = spec;
    }

    /** A job of which this was asked. */
    public static JobRecords of(JobSpecs spec) {
        return new JobRecords(spec.build());
    }

    /** What becomes of a job. */
    public static JobRecords like(Job job) {
        JobRecords records = new JobRecords(job.spec());
        records.id = job.id();
        records.createdAt = job.createdAt();
        records.startedAt = job.startedAt();
        records.source = job.source();
        records.items = job.items();
        records.state = job.state();
        records.counts = job.counts();
        records.plans = job.plans();
        records.redrive = job.redrive();
        records.forgiven = job.forgiven();
        return records;
    }

    public JobRecords id(String value) {
        id = value;
        return this;
    }

    public JobRecords createdAt(Instant value) {
        createdAt = value;
        return this;
    }

    public JobRecords startedAt(Instant value) {
        startedAt = Optional.of(value);
        return this;
    }

    public JobRecords items(long value) {
        items = value;
        return this;
    }

    public JobRecords in(JobState value) {
        state = value;
        return this;
    }

    public JobRecords counts(JobCounts value) {
        counts = value;
        return this;
    }

    public JobRecords plan(PlanRevision value) {
        plans = List.of(value);
        return this;
    }

    public JobRecords forgiven(JobCounts value) {
        forgiven = value;
        return this;
    }

    /** The job as it stands. */
    public Job build() {
        return new Job(id, createdAt, startedAt, spec, source, items, state, counts, plans, redrive, forgiven);
    }
}
