package io.amorsize.job.run;

import io.amorsize.job.BoundType;
import io.amorsize.job.DamagedJob;
import io.amorsize.job.IndexRange;
import io.amorsize.job.InvalidDocument;
import io.amorsize.job.ItemError;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.Job;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import io.amorsize.job.JobTypes;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.PartitionHandler;
import io.amorsize.job.PartitionLease;
import io.amorsize.job.PartitionResults;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Runs the partitions that this replica was given. Safe for use by many threads. */
public final class JobRunner implements PartitionHandler {

    /** After so many deaths a partition is cut in halves, to find the item that kills. */
    private static final int MOST_DEATHS = 2;

    /**
     * After so many deaths an item that is alone is not run again. It may have been the last one left when a service
     * was killed for other reasons, twice; one more death while nothing else of the partition ran tells.
     */
    private static final int MOST_DEATHS_ALONE = 3;

    private static final Verdict OVER = new Verdict.Over();
    private static final Verdict NOW = new Verdict.Again(Duration.ZERO);
    private static final Verdict SOON = new Verdict.Again(Duration.ofMillis(250));

    private final Services services;
    private final JobTypes types;

    // Guarded by this.
    private final Map<String, JobRun> runs = new HashMap<>();
    private boolean draining;

    private volatile Consumer<Job> ends = job -> {};

    /** @param types what can be run here */
    public JobRunner(Services services, JobTypes types) {
        this.services = services;
        this.types = types;
        services.guards().onRoom(target -> present().forEach(run -> run.unpark(target)));
    }

    private synchronized List<JobRun> present() {
        return List.copyOf(runs.values());
    }

    @Override
    public Verdict run(String jobId, long number, String owner) throws InterruptedException {
        JobStore store = services.store();
        Optional<Job> job = found(jobId);
        if (job.isEmpty()) {
            return OVER;
        }
        if (!(job.get().state() instanceof JobState.Active)) {
            // Ends the lease of who could not do so, and as a rule gives none. The job waits for that to be cancelled.
            store.take(jobId, number, owner, true).ifPresent(this::endUnused);
            return OVER;
        }
        if (isDraining()) {
            return NOW;
        }
        if (isBusyWith(jobId) || isForOthers(job.get())) {
            return SOON;
        }
        Optional<JobRun> run = entered(job.get());
        if (run.isEmpty()) {
            return OVER;
        }
        try {
            Optional<PartitionLease> lease =
                    store.take(jobId, number, owner, run.get().isSampling());
            return lease.isPresent() ? work(run.get(), lease.get()) : OVER;
        } finally {
            left(run.get());
        }
    }

    /** A job unless it is gone; one that is damaged is waited for until it is repaired or has ended. */
    private Optional<Job> found(String jobId) {
        try {
            return services.store().find(jobId);
        } catch (DamagedJob e) {
            if (services.store().state(jobId).orElseThrow(() -> e) instanceof JobState.Ended) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** One that shares the store with others leaves them some of the partitions. */
    private boolean isBusyWith(String jobId) {
        Optional<JobRun> run = find(jobId);
        return run.isPresent()
                && run.get().fresh() >= Carver.PARTITIONS_OF_A_REPLICA
                && services.replicas().alive() > 1;
    }

    /** Replicas need not have the same job types. */
    private boolean isForOthers(Job job) {
        String type = job.spec().type();
        return types.named(type).isEmpty() && services.replicas().have(type);
    }

    private Verdict work(JobRun run, PartitionLease lease) throws InterruptedException {
        if (lease.deaths() >= MOST_DEATHS && isolates(run, lease)) {
            return OVER;
        }
        PartitionWork.Exit exit;
        try {
            exit = run.work(lease);
        } catch (InterruptedException e) {
            // Another has the lease; or this replica stops and has waited long enough: items in flight are ended now.
            if (isDraining()) {
                run.stopNow();
            }
            end(run, lease);
            throw e;
        } catch (DamagedJob e) {
            pause(run.job(), e.getMessage() + " Then resume the job, or cancel it.");
            end(run, lease);
            return OVER;
        }
        return switch (exit) {
            case OVER, STOPPED -> {
                end(run, lease);
                yield OVER;
            }
            case DRAINED -> {
                end(run, lease);
                yield NOW;
            }
        };
    }

    private void end(JobRun run, PartitionLease lease) {
        ended(run.end(lease));
    }

    /** Nothing was run under it. */
    private void endUnused(PartitionLease lease) {
        ended(services.store().end(lease, List.of()));
    }

    private void ended(Optional<Job> after) {
        after.ifPresent(job -> {
            if (job.state() instanceof JobState.Ended) {
                changed(job);
            } else {
                follow(job);
                // The next partition may have been carved with the end of this one.
                services.offered().run();
            }
        });
    }

    /**
     * Finds out which item kills who runs it: the halves are run apart; an item alone is run once more.
     *
     * @return whether the lease is ended by that, so that nothing is to be run under it
     */
    private boolean isolates(JobRun run, PartitionLease lease) {
        List<Long> items = new ArrayList<>();
        for (IndexRange range : lease.left()) {
            for (long index = range.from(); index < range.to() && items.size() < 2; index++) {
                items.add(index);
            }
        }
        if (items.size() > 1) {
            services.store().halve(lease);
            services.offered().run();
            return true;
        }
        if (items.isEmpty() || lease.deaths() < MOST_DEATHS_ALONE) {
            return false;
        }
        String message = "Who ran this item died of it " + lease.deaths() + " times. It is not run again.";
        ItemError error = ItemErrors.of(ItemError.Reason.WORKER_DIED, "WORKER_DIED", message, false);
        ItemOutcome outcome = new ItemOutcome(
                items.getFirst(),
                OutcomeStatus.ERROR,
                lease.deaths(),
                0,
                Optional.empty(),
                Optional.of(new ItemOutcome.Failure(error, List.of())));
        JobStore.Receipt receipt = services.store().record(List.of(new PartitionResults(lease, List.of(outcome), 0)));
        if (receipt.lost().isEmpty()) {
            services.listener().recorded(run.job().spec().type(), Map.of(outcome.status(), 1L), outcome.seconds());
            end(run, lease);
        }
        return true;
    }

    @Override
    public Verdict died(String jobId, long number) {
        int deaths = services.store().died(jobId, number);
        services.listener().died(jobId, number, deaths);
        return NOW;
    }

    // The jobs that are run here.

    /** The run of a job here, which stays until as many have left it as entered; empty if it cannot be run. */
    private Optional<JobRun> entered(Job job) {
        synchronized (this) {
            JobRun present = runs.get(job.id());
            if (present != null && !present.isStopping()) {
                present.enter();
                return Optional.of(present);
            }
        }
        Optional<JobRun> opened = opened(job);
        Optional<JobRun> entered;
        Optional<JobRun> surplus;
        synchronized (this) {
            Optional<JobRun> present = Optional.ofNullable(runs.get(job.id()));
            boolean usable = present.isPresent() && !present.get().isStopping();
            entered = usable ? present : opened;
            // Who is in one that is replaced closes it when leaving.
            surplus = usable ? opened : present.filter(run -> opened.isPresent() && !run.isEntered());
            entered.ifPresent(run -> {
                run.enter();
                runs.put(job.id(), run);
                if (draining) {
                    run.drain();
                }
            });
        }
        surplus.ifPresent(JobRun::close);
        return entered;
    }

    private void left(JobRun run) {
        boolean close;
        synchronized (this) {
            boolean last = run.leave();
            if (last && run.isStopping()) {
                runs.remove(run.job().id(), run);
            }
            close = last && runs.get(run.job().id()) != run;
        }
        if (close) {
            run.close();
        }
    }

    private Optional<JobRun> opened(Job job) {
        Optional<BoundType<?, ?>> type = types.named(job.spec().type());
        if (type.isEmpty()) {
            pause(
                    job,
                    "No replica that is alive has the job type " + job.spec().type()
                            + ". Install it and resume the job.");
            return Optional.empty();
        }
        try {
            return Optional.of(open(job, type.get()));
        } catch (JobRefused | InvalidDocument | RuntimeException | LinkageError e) {
            pause(job, "The job type could not begin: " + e.getMessage());
            return Optional.empty();
        }
    }

    private <I extends Record, R extends Record> JobRun open(Job job, BoundType<I, R> type)
            throws JobRefused, InvalidDocument {
        ItemRunner<I, R> runner = type.open(job.spec().parameters());
        return new JobRun(services, job, type, runner);
    }

    private void pause(Job job, String reason) {
        Job ignored = change(job.id(), state -> state instanceof JobState.Active active ? active.pause(reason) : state);
    }

    /** Takes a step in the life of a job and tells of it, if it is one. */
    Job change(String jobId, UnaryOperator<JobState> step) {
        return told(services.store().change(jobId, step));
    }

    /** Tells of a step in the life of a job, if it was one; the job after it. */
    Job told(JobStore.Changed after) {
        if (after.stepped()) {
            changed(after.job());
        }
        return after.job();
    }

    /** Ends a job that cannot be read, so that nobody can be told what became of it. */
    void cancelDamaged(String jobId) {
        services.store().cancelDamaged(jobId);
        find(jobId).ifPresent(run -> {
            run.stopNow();
            forget(run);
        });
    }

    private synchronized Optional<JobRun> find(String jobId) {
        return Optional.ofNullable(runs.get(jobId));
    }

    /** How a job runs here; empty if it does not. */
    public Optional<Activity> activity(String jobId) {
        return find(jobId).map(run -> new Activity(run.running(), run.itemsPerSecond()));
    }

    /**
     * How a job runs on this replica.
     *
     * @param running items being tried
     * @param itemsPerSecond outcomes kept per second lately
     */
    public record Activity(int running, double itemsPerSecond) {}

    /** Is told of jobs that this replica ends. Replaces the listener before. */
    void onEnd(Consumer<Job> listener) {
        ends = listener;
    }

    /** Acts on a step in the life of a job that this replica took, and tells of it. */
    void changed(Job job) {
        follow(job);
        switch (job.state()) {
            case JobState.Paused ignored -> services.listener().paused(job);
            case JobState.Ended ignored -> {
                services.listener().ended(job);
                ends.accept(job);
            }
            case JobState.Active ignored -> {}
            case JobState.Cancelling ignored -> {}
        }
    }

    private void follow(Job job) {
        find(job.id()).ifPresent(run -> {
            run.update(job);
            if (run.isStopping()) {
                forget(run);
            }
        });
    }

    private void forget(JobRun run) {
        boolean close;
        synchronized (this) {
            close = runs.remove(run.job().id(), run) && !run.isEntered();
        }
        if (close) {
            run.close();
        }
    }

    /** Closes runs that have held no partition for a while; to be called every now and then. */
    public void tidy() {
        present().forEach(run -> {
            boolean idle;
            // At once: who enters it in between would be left with a run that nobody knows.
            synchronized (this) {
                idle = run.isIdle() && runs.remove(run.job().id(), run);
            }
            if (idle) {
                run.close();
            }
        });
    }

    private synchronized boolean isDraining() {
        return draining;
    }

    /** Begins nothing more, and lets what is running come to its end: this replica stops. */
    public void drain() {
        synchronized (this) {
            draining = true;
        }
        present().forEach(JobRun::drain);
    }
}
