package io.amorsize.testing;

import io.amorsize.job.ItemOutcome;
import io.amorsize.job.ItemSource;
import io.amorsize.job.Job;
import io.amorsize.job.JobConflict;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobFilter;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import io.amorsize.job.JobView;
import io.amorsize.job.Jobs;
import io.amorsize.job.NewJob;
import io.amorsize.job.Overloaded;
import io.amorsize.job.PositionConflict;
import io.amorsize.job.Proposal;
import io.amorsize.job.UnknownJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Jobs in memory. Nothing runs them: tests say what becomes of them. */
public final class MemoryJobs implements Jobs {

    private static final Instant CREATED = Instant.parse("2026-11-21T08:30:00Z");

    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final Map<String, NewJob.Idempotency> keys = new ConcurrentHashMap<>();
    private final Map<String, List<String>> documents = new ConcurrentHashMap<>();
    private final Map<String, List<ItemOutcome>> outcomes = new ConcurrentHashMap<>();
    private final List<Consumer<JobView>> listeners = new CopyOnWriteArrayList<>();
    private int refusals;

    /** Refuses the next appends as too many. */
    public void refuseNext(int times) {
        refusals = times;
    }

    /** The items a job was sent. */
    public List<String> documents(String jobId) {
        return documents.getOrDefault(jobId, List.of());
    }

    /** How many listen. */
    public int listeners() {
        return listeners.size();
    }

    /** Keeps an outcome. */
    public void end(String jobId, ItemOutcome outcome) {
        List<ItemOutcome> known = outcomes.computeIfAbsent(jobId, id -> new CopyOnWriteArrayList<>());
        known.add(outcome);
        known.sort(Comparator.comparingLong(ItemOutcome::index));
    }

    /** Puts a job in a state. */
    public Job put(String jobId, JobState state) {
        return change(jobId, before -> state);
    }

    /** Tells those who listen. */
    public void tell(String jobId) {
        JobView view = find(jobId).orElseThrow();
        listeners.forEach(listener -> listener.accept(view));
    }

    private Job change(String jobId, UnaryOperator<JobState> step) {
        Job job = job(jobId);
        return keep(job, step.apply(job.state()), job.items());
    }

    private Job keep(Job job, JobState state, long items) {
        Job kept = JobRecords.like(job).in(state).items(items).build();
        jobs.put(job.id(), kept);
        return kept;
    }

    private Job job(String jobId) {
        return Optional.ofNullable(jobs.get(jobId)).orElseThrow(() -> new UnknownJob(jobId));
    }

    @Override
    public JobStore.Submission submit(Proposal proposal) {
        for (Map.Entry<String, NewJob.Idempotency> known : keys.entrySet()) {
            if (proposal.idempotency()
                    .filter(key -> key.key().equals(known.getValue().key()))
                    .isPresent()) {
                return new JobStore.Submission(
                        job(known.getKey()), false, proposal.idempotency().get().equals(known.getValue()));
            }
        }
        String id = "019a9f0e-6c1b-7a52-b3a4-%012x".formatted(jobs.size());
        proposal.idempotency().ifPresent(key -> keys.put(id, key));
        documents.put(id, new ArrayList<>(proposal.items()));
        Job job = new Job(
                id,
                CREATED,
                Optional.empty(),
                proposal.spec(),
                proposal.source(),
                proposal.source() instanceof ItemSource.Range range
                        ? range.to() - range.from()
                        : proposal.items().size(),
                proposal.open() ? new JobState.Accepting() : new JobState.Queued(),
                JobCounts.NONE,
                List.of(),
                Optional.empty(),
                JobCounts.NONE);
        jobs.put(id, job);
        return new JobStore.Submission(job, true, true);
    }

    @Override
    public JobStore.Appended append(String jobId, OptionalLong position, List<String> items) {
        if (refusals > 0) {
            refusals--;
            throw new Overloaded(Duration.ofMillis(1500), "There are too many items.");
        }
        Job job = job(jobId);
        if (!(job.state() instanceof JobState.Accepting)) {
            throw new JobConflict("The job takes no items any more.");
        }
        List<String> known = documents.computeIfAbsent(jobId, id -> new ArrayList<>());
        int from = Math.toIntExact(position.orElse(known.size()));
        if (from > known.size()) {
            throw new PositionConflict(known.size(), "must be at most " + known.size() + ", but is " + from);
        }
        int repeated = Math.min(known.size() - from, items.size());
        if (!known.subList(from, from + repeated).equals(items.subList(0, repeated))) {
            throw new PositionConflict(known.size(), "must be that of the items sent");
        }
        known.addAll(items.subList(repeated, items.size()));
        return new JobStore.Appended(
                repeated, keep(job, job.state(), known.size()).items());
    }

    @Override
    public Job close(String jobId) {
        return change(jobId, state -> state instanceof JobState.Accepting open ? open.close() : state);
    }

    @Override
    public Job pause(String jobId) {
        return change(jobId, state -> {
            if (state instanceof JobState.Active active) {
                return active.pause("Somebody paused it.");
            }
            throw new JobConflict("The job has ended.");
        });
    }

    @Override
    public Job resume(String jobId) {
        return change(jobId, state -> state instanceof JobState.Paused paused ? paused.resume() : state);
    }

    @Override
    public Optional<Job> cancel(String jobId) {
        return Optional.of(change(jobId, state -> state instanceof JobState.Open open ? open.cancel() : state));
    }

    @Override
    public void delete(String jobId) {
        if (!(job(jobId).state() instanceof JobState.Ended)) {
            throw new JobConflict("The job has not ended.");
        }
        jobs.remove(jobId);
    }

    @Override
    public Optional<JobView> find(String jobId) {
        return Optional.ofNullable(jobs.get(jobId)).map(MemoryJobs::view);
    }

    private static JobView view(Job job) {
        return new JobView(job, 0, OptionalDouble.empty(), OptionalDouble.empty());
    }

    @Override
    public List<JobView> list(JobFilter filter, Optional<String> before, int most) {
        return jobs.values().stream()
                .filter(job -> before.isEmpty() || job.id().compareTo(before.get()) < 0)
                .filter(job -> filter.type().isEmpty()
                        || filter.type().get().equals(job.spec().type()))
                .filter(job -> filter.state().isEmpty()
                        || filter.state().get() == job.state().label())
                .filter(job -> job.spec()
                        .labels()
                        .entrySet()
                        .containsAll(filter.labels().entrySet()))
                .sorted(Comparator.comparing(Job::id).reversed())
                .limit(most)
                .map(MemoryJobs::view)
                .toList();
    }

    @Override
    public List<ItemOutcome> outcomes(String jobId, long from, int mostItems, long mostBytes) {
        return outcomes.getOrDefault(jobId, List.of()).stream()
                .filter(outcome -> outcome.index() >= from)
                .limit(mostItems)
                .toList();
    }

    @Override
    public AutoCloseable watch(String jobId, Consumer<JobView> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
