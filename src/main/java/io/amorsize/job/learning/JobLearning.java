package io.amorsize.job.learning;

import io.amorsize.job.Job;
import io.amorsize.job.JobListener;
import io.amorsize.job.JobSpec;
import io.amorsize.job.JobState;
import io.amorsize.job.PlanRevision;
import io.amorsize.job.run.Advisor;
import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Constraints;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Objective;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.OverheadOverrides;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.recommendation.History;
import io.amorsize.recommendation.Machine;
import io.amorsize.recommendation.Outcome;
import io.amorsize.recommendation.OutcomeRecorder;
import io.amorsize.recommendation.Promise;
import io.amorsize.recommendation.Recommendation;
import io.amorsize.recommendation.Run;
import io.amorsize.recommendation.StoreUnavailable;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.WorkloadProfile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Plans jobs for this machine as it is now, with what earlier jobs of the same workload taught, and notes how each
 * went. The workload of a job is what its label {@code workload} names; without it, jobs of the same type and the same
 * parameters are of one workload. Safe for use by many threads.
 */
public final class JobLearning implements Advisor, JobListener {

    /** Label by which a caller names the workload of a job. */
    public static final String LABEL = "workload";

    /** Promises that are remembered: of jobs that are under way. */
    private static final int MOST_PROMISES = 1_000;

    /** Shorter runs say more about what surrounds the items than about them. */
    private static final double LEAST_SECONDS = 0.5;

    /** Of the items, this share must have been run by the plan that is judged. */
    private static final double LEAST_SHARE = 0.5;

    private static final int HASH_BYTES = 6;

    private final Optimizer optimizer;
    private final Supplier<Machine> machine;
    private final History history;
    private final OutcomeRecorder outcomes;
    private final InstantSource clock;

    // Guarded by itself.
    private final Map<String, Promise> promises = new LinkedHashMap<>();

    /**
     * @param machine reads this machine
     * @param history knows earlier runs
     * @param outcomes keeps how jobs went
     */
    public JobLearning(
            Optimizer optimizer,
            Supplier<Machine> machine,
            History history,
            OutcomeRecorder outcomes,
            InstantSource clock) {
        this.optimizer = optimizer;
        this.machine = machine;
        this.history = history;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    @Override
    public Advice advise(Job job, WorkloadProfile workload, ExecutionRuntime runtime, Constraints constraints) {
        Machine here = machine.get();
        PlanRequest asked = new PlanRequest(
                named(workload, workloadOf(job.spec())),
                runtime,
                OverheadOverrides.NONE,
                Objective.FASTEST,
                constraints,
                here.capacity(),
                here.calibration(),
                Experience.NONE);
        PlanRequest request = asked.with(history.experience(asked));
        Advice advice = optimizer.advise(request);
        remember(job.id(), Promise.of(new Recommendation(job.id(), clock.instant(), request, advice)));
        return advice;
    }

    private static WorkloadProfile named(WorkloadProfile workload, String name) {
        return new WorkloadProfile(
                Optional.of(name),
                workload.items(),
                workload.itemTime(),
                workload.samples(),
                workload.observations(),
                workload.cpuShare(),
                workload.footprint(),
                workload.serialSeconds(),
                workload.timeoutSeconds(),
                workload.ordered(),
                workload.downstreamConcurrency(),
                workload.repetitions());
    }

    /** Name of the workload that a job belongs to. */
    static String workloadOf(JobSpec spec) {
        String label = spec.labels().get(LABEL);
        return label == null ? spec.type() + "-" + hash(spec.parameters()) : label;
    }

    private static String hash(String parameters) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(parameters.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void remember(String jobId, Promise promise) {
        synchronized (promises) {
            promises.put(jobId, promise);
            if (promises.size() > MOST_PROMISES) {
                promises.remove(promises.keySet().iterator().next());
            }
        }
    }

    /**
     * Notes how a job went, if that says something of its plan: most of its items were run by one plan that was made
     * here, none of them was tried twice, and nobody held it up.
     */
    @Override
    public void ended(Job job) {
        Optional<Promise> promise = forget(job);
        if (promise.isPresent() && job.state() instanceof JobState.Ended end) {
            run(job, end.endedAt()).ifPresent(run -> keep(promise.get(), run));
        }
    }

    /** The time of a job that was held up says nothing. */
    @Override
    public void paused(Job job) {
        Optional<Promise> ignored = forget(job);
    }

    private Optional<Promise> forget(Job job) {
        synchronized (promises) {
            return Optional.ofNullable(promises.remove(job.id()));
        }
    }

    private void keep(Promise promise, Run run) {
        try {
            Outcome ignored = outcomes.record(promise, run, Optional.of("job"));
        } catch (StoreUnavailable e) {
            // One run less is known; those who look after the store say why.
            return;
        }
    }

    private static Optional<Run> run(Job job, Instant endedAt) {
        boolean clean = job.state() instanceof JobState.Succeeded
                && job.counts().retries() == 0
                && job.spec().rateLimit().isEmpty()
                && job.redrive().isEmpty();
        if (!clean || job.plans().isEmpty()) {
            return Optional.empty();
        }
        PlanRevision last = job.plans().getLast();
        long items = job.items() - last.itemsEnded();
        double seconds = Duration.between(last.at(), endedAt).toNanos() / 1e9;
        return items >= LEAST_SHARE * job.items() && seconds >= LEAST_SECONDS
                ? Optional.of(new Run(last.workers(), OptionalLong.of(last.chunkSize()), items, seconds))
                : Optional.empty();
    }
}
