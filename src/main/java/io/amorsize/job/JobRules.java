package io.amorsize.job;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is done to a job by what its request says: its deadline and its failure policy. Safe for use by many threads.
 */
public final class JobRules {

    private final JobStore store;
    private final InstantSource clock;

    /** @param store where the jobs are */
    public JobRules(JobStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Applies them; the job as it is then, if this stopped it. */
    public Optional<Job> enforce(Job job) {
        if (!(job.state() instanceof JobState.Open)) {
            return Optional.empty();
        }
        if (job.deadline().map(clock.instant()::isAfter).orElse(false)) {
            String reason = "The deadline of " + job.spec().deadlineSeconds().orElseThrow()
                    + " s was over. What had not been run was cancelled.";
            return step(job, state -> state instanceof JobState.Open open ? open.giveUp(reason) : state);
        }
        long failed = job.counts().failed() - job.forgiven().failed();
        long run = job.counts().succeeded() - job.forgiven().succeeded() + failed;
        if (job.state() instanceof JobState.Active && job.spec().failurePolicy().stops(failed, run)) {
            String reason = failed + " of " + run
                    + " items failed, more than the failure policy allows. Look at the dead letters, mend the cause and"
                    + " resume the job, or cancel it.";
            return step(job, state -> state instanceof JobState.Active active ? active.pause(reason) : state);
        }
        return Optional.empty();
    }

    private Optional<Job> step(Job job, UnaryOperator<JobState> step) {
        JobStore.Changed after = store.change(job.id(), step);
        return after.stepped() ? Optional.of(after.job()) : Optional.empty();
    }
}
