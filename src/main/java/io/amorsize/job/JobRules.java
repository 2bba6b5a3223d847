package io.amorsize.job;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** What is done to a job by what its request says: its deadline and its failure policy. Safe for use by many threads. */
public final class JobRules {

    private static final int MOST_FORGIVEN = 10_000;

    private final JobStore store;
    private final InstantSource clock;

    /** What had come of jobs when somebody resumed them here: it is forgiven. */
    private final Map<String, JobCounts> forgiven = new ConcurrentHashMap<>();

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
        JobCounts before = forgiven.getOrDefault(job.id(), JobCounts.NONE);
        long failed = job.counts().failed() - before.failed();
        long run = job.counts().succeeded() - before.succeeded() + failed;
        if (job.state() instanceof JobState.Active && job.spec().failurePolicy().stops(failed, run)) {
            String reason = failed + " of " + run
                    + " items failed, more than the failure policy allows. Look at the dead letters, mend the cause and"
                    + " resume the job, or cancel it.";
            return step(job, state -> state instanceof JobState.Active active ? active.pause(reason) : state);
        }
        return Optional.empty();
    }

    /**
     * Forgives what has failed so far: somebody has resumed the job, knowing of it. Remembered by this replica, until it
     * ends.
     */
    public void forgive(Job job) {
        forgiven.put(job.id(), job.counts());
        if (forgiven.size() > MOST_FORGIVEN) {
            forgiven.keySet().removeIf(id -> !id.equals(job.id()));
        }
    }

    private Optional<Job> step(Job job, UnaryOperator<JobState> step) {
        AtomicBoolean changes = new AtomicBoolean();
        Job after = store.change(job.id(), state -> {
            JobState next = step.apply(state);
            changes.set(!next.equals(state));
            return next;
        });
        return changes.get() ? Optional.of(after) : Optional.empty();
    }
}
