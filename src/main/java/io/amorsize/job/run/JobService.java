package io.amorsize.job.run;

import io.amorsize.job.BoundType;
import io.amorsize.job.DamagedJob;
import io.amorsize.job.InvalidDocument;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.Job;
import io.amorsize.job.JobConflict;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobFilter;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import io.amorsize.job.JobTypes;
import io.amorsize.job.JobView;
import io.amorsize.job.Jobs;
import io.amorsize.job.NewJob;
import io.amorsize.job.Overloaded;
import io.amorsize.job.Proposal;
import io.amorsize.job.UnknownJob;
import io.amorsize.job.spi.JobRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What callers do with jobs. */
public final class JobService implements Jobs {

    /** Items of the first partition: enough to learn from, few enough to be done soon. */
    private static final long FIRST_PARTITION = 256;

    private static final int MOST_TENDED = 10_000;

    private static final Duration LATER = Duration.ofSeconds(5);

    private final Services services;
    private final JobRunner runner;
    private final JobTypes types;
    private final Supplier<String> ids;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    /**
     * @param runner runs them on this replica
     * @param types what can be run here
     * @param ids gives each job its identifier, ascending in time; safe for use by many threads
     */
    public JobService(Services services, JobRunner runner, JobTypes types, Supplier<String> ids) {
        this.services = services;
        this.runner = runner;
        this.types = types;
        this.ids = ids;
        runner.onEnd(this::tellEnd);
    }

    @Override
    public JobStore.Submission submit(Proposal proposal) throws JobRefused {
        if (proposal.idempotency().isEmpty()) {
            services.store().requireRoom();
        }
        check(proposal);
        NewJob job = new NewJob(
                ids.get(),
                services.clock().instant(),
                proposal.spec(),
                proposal.source(),
                proposal.items(),
                proposal.open(),
                proposal.idempotency());
        JobStore.Submission submission = services.store().submit(job, FIRST_PARTITION);
        if (submission.isNew()) {
            services.listener().accepted(submission.job());
            if (submission.job().state() instanceof JobState.Ended) {
                // It has no items.
                services.listener().ended(submission.job());
            }
            services.offered().run();
        }
        return submission;
    }

    /** Opens the type once, to hear whether it takes the parameters. */
    private void check(Proposal proposal) throws JobRefused {
        Optional<BoundType<?, ?>> type = types.named(proposal.spec().type());
        if (type.isPresent()) {
            try {
                type.get().open(proposal.spec().parameters()).close();
            } catch (InvalidDocument e) {
                throw new JobRefused("", String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public JobStore.Appended append(String jobId, OptionalLong position, List<String> items) {
        if (services.writer().isFull()) {
            throw new Overloaded(LATER, "Results wait for the disk. Try again later.");
        }
        JobStore.Appended appended = services.store().append(jobId, position, items, FIRST_PARTITION);
        services.offered().run();
        return appended;
    }

    @Override
    public Job close(String jobId) {
        return runner.told(services.store().close(jobId));
    }

    @Override
    public Job pause(String jobId) {
        return runner.change(jobId, state -> switch (state) {
            case JobState.Active active -> active.pause("It was paused by request.");
            case JobState.Paused paused -> paused;
            default -> throw conflict(jobId, state, "paused");
        });
    }

    @Override
    public Job resume(String jobId) {
        Job job = runner.change(jobId, state -> switch (state) {
            case JobState.Paused paused -> paused.resume();
            case JobState.Active active -> active;
            default -> throw conflict(jobId, state, "resumed");
        });
        services.offered().run();
        return job;
    }

    @Override
    public Optional<Job> cancel(String jobId) {
        try {
            Job job = runner.change(jobId, state -> switch (state) {
                case JobState.Open open -> open.cancel();
                case JobState.Cancelling cancelling -> cancelling;
                case JobState.Cancelled cancelled -> cancelled;
                case JobState.Ended ended -> throw conflict(jobId, ended, "cancelled");
            });
            return Optional.of(finish(job));
        } catch (DamagedJob e) {
            runner.cancelDamaged(jobId);
            return Optional.empty();
        }
    }

    private static JobConflict conflict(String jobId, JobState state, String what) {
        return new JobConflict("Job " + jobId + " is " + state.label() + " and cannot be " + what + ".");
    }

    /** Ends a job that is being cancelled, as far as nobody runs it any more. */
    private Job finish(Job job) {
        if (!(job.state() instanceof JobState.Cancelling)) {
            return job;
        }
        Optional<Job> ended = services.store().abandon(job.id());
        ended.ifPresent(runner::changed);
        return ended.orElse(job);
    }

    @Override
    public void delete(String jobId) {
        services.store().delete(jobId);
    }

    @Override
    public Optional<JobView> find(String jobId) {
        return services.store().find(jobId).map(this::view);
    }

    private Optional<JobView> findUndamaged(String jobId) {
        try {
            return find(jobId);
        } catch (DamagedJob e) {
            return Optional.empty();
        }
    }

    private JobView view(Job job) {
        Optional<JobRunner.Activity> here = runner.activity(job.id());
        JobCounts counts = job.counts();
        boolean alone = services.replicas().alive() == 1;
        OptionalDouble rate =
                here.isPresent() && alone ? OptionalDouble.of(here.get().itemsPerSecond()) : averageRate(job);
        boolean moving = job.state() instanceof JobState.Active && rate.isPresent() && rate.getAsDouble() > 0;
        OptionalDouble eta = moving
                ? OptionalDouble.of((job.items() - counts.ended()) / rate.getAsDouble())
                : OptionalDouble.empty();
        return new JobView(job, here.map(JobRunner.Activity::running).orElse(0), rate, eta);
    }

    private OptionalDouble averageRate(Job job) {
        long run = job.counts().succeeded() + job.counts().failed();
        if (job.startedAt().isEmpty() || run == 0) {
            return OptionalDouble.empty();
        }
        Instant end = job.state() instanceof JobState.Ended ended
                ? ended.endedAt()
                : services.clock().instant();
        double seconds = Duration.between(job.startedAt().get(), end).toNanos() / 1e9;
        return seconds > 0 ? OptionalDouble.of(run / seconds) : OptionalDouble.empty();
    }

    @Override
    public List<JobView> list(JobFilter filter, Optional<String> before, int most) {
        return services.store().list(filter, before, most).stream()
                .map(this::view)
                .toList();
    }

    @Override
    public List<ItemOutcome> outcomes(String jobId, long from, int mostItems, long mostBytes) {
        return services.store().outcomes(jobId, from, mostItems, mostBytes);
    }

    @Override
    public AutoCloseable watch(String jobId, Consumer<JobView> listener) {
        Watch watch = new Watch(jobId, listener);
        // First: nobody else may tell before, or the oldest would be told last.
        watch.tell(find(jobId).orElseThrow(() -> new UnknownJob(jobId)));
        watches.add(watch);
        return () -> watches.remove(watch);
    }

    /** Tells those who watch a job that it has just ended here. Who begins to watch it now hears it at the next tick. */
    private void tellEnd(Job job) {
        List<Watch> watching =
                watches.stream().filter(watch -> watch.jobId().equals(job.id())).toList();
        if (!watching.isEmpty()) {
            JobView view = view(job);
            watching.forEach(watch -> watch.told(view));
            // Not before: a tick that comes meanwhile tells them, or finds them told.
            watches.removeAll(watching);
        }
    }

    /** Tells those who watch, and looks after jobs that nobody runs; to be called a few times a second. */
    public void tick() {
        runner.tidy();
        Map<String, Optional<JobView>> views = new HashMap<>();
        watches.removeIf(watch -> {
            Optional<JobView> view = views.computeIfAbsent(watch.jobId(), this::findUndamaged);
            boolean heard = view.isPresent() && watch.told(view.get());
            return !heard || view.get().job().state() instanceof JobState.Ended;
        });
    }

    /** Ends what is overdue or being cancelled and held by nobody; to be called every few seconds. */
    public void tend() {
        for (Job job : services.store().open(MOST_TENDED)) {
            Optional<Job> stopped = services.rules().enforce(job);
            stopped.ifPresent(runner::changed);
            Job ignored = finish(stopped.orElse(job));
        }
    }
}
