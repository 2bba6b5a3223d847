package io.amorsize.job.run;

import io.amorsize.job.DamagedJob;
import io.amorsize.job.Job;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A job as far as it is known on this replica, and whether it is to be run here. Once it is not, that is for good: who
 * resumes it begins anew.
 *
 * <p>Safe for use by many threads. {@link #step} and {@link #look} ask the store; the rest is quick.
 */
final class LiveJob {

    /** How often the state of the job is read, in case another replica changed it. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LOOK_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Services services;
    private final Bell bell;
    private final Runnable withdraw;

    private volatile Job job;
    private volatile boolean stopped;
    private volatile boolean draining;
    private volatile Optional<DamagedJob> damage = Optional.empty();

    // Guarded by this.
    private long nextLook;

    /**
     * @param bell rung when it is not to be run any more
     * @param withdraw ends the items in flight
     */
    LiveJob(Services services, Job job, Bell bell, Runnable withdraw) {
        this.services = services;
        this.job = job;
        this.bell = bell;
        this.withdraw = withdraw;
        this.nextLook = services.nanoTime().getAsLong() + LOOK_NANOS;
    }

    Job job() {
        return job;
    }

    /** Whether nothing more is to be begun. */
    boolean isStopping() {
        return stopped || draining;
    }

    /** Whether that is because this replica stops. */
    boolean isDraining() {
        return draining;
    }

    /** Takes note of the job as the store has it. */
    void update(Job current) {
        job = current;
        follow(current.state());
    }

    /** Acts on the state that the store has. */
    void follow(JobState state) {
        switch (state) {
            case JobState.Active ignored -> {}
            case JobState.Paused ignored -> stop(false);
            case JobState.Cancelling ignored -> stop(true);
            case JobState.Ended ignored -> stop(true);
        }
    }

    /** Runs nothing more; {@code now} ends the items in flight too. */
    void stop(boolean now) {
        stopped = true;
        if (now) {
            withdraw.run();
        }
        bell.ring();
    }

    /** Lets items in flight come to their end and runs nothing more: this replica stops. */
    void drain() {
        draining = true;
        bell.ring();
    }

    /** The store cannot read what it has of the job: lets items in flight come to their end and runs nothing more. */
    void damaged(DamagedJob found) {
        damage = Optional.of(found);
        stop(false);
    }

    /** What is wrong with what the store has of it. */
    Optional<DamagedJob> damage() {
        return damage;
    }

    /** Tells the store that the job is being run, and that its plan is made. */
    void step(boolean sampling) {
        JobState known = job.state();
        if (known instanceof JobState.Queued || (known instanceof JobState.Sampling && !sampling)) {
            JobStore.Changed after = services.store().change(job.id(), state -> switch (state) {
                case JobState.Queued queued -> sampling ? queued.sample() : queued.run();
                case JobState.Sampling stillSampling -> sampling ? stillSampling : stillSampling.run();
                default -> state;
            });
            update(after.job());
        }
    }

    /** A failure was kept: the failure policy may have something to say. */
    synchronized void lookSoon() {
        long soon = services.nanoTime().getAsLong() + LOOK_AFTER_FAILURE_NANOS;
        if (soon - nextLook < 0) {
            nextLook = soon;
        }
    }

    /** Reads the job again and applies its rules, once in a while; whether it did. */
    boolean look() {
        if (!isTimeToLook()) {
            return false;
        }
        services.store().find(job.id()).ifPresentOrElse(this::update, () -> stop(true));
        services.rules().enforce(job).ifPresent(this::halted);
        return true;
    }

    private synchronized boolean isTimeToLook() {
        long now = services.nanoTime().getAsLong();
        if (now - nextLook < 0) {
            return false;
        }
        nextLook = now + LOOK_NANOS;
        return true;
    }

    /** A rule has just stopped the job. */
    private void halted(Job after) {
        update(after);
        if (after.state() instanceof JobState.Paused) {
            services.listener().paused(after);
        }
    }
}
