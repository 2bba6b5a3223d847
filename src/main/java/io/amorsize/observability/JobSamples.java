package io.amorsize.observability;

import io.amorsize.job.JobState;
import io.amorsize.job.work.MemoryUse;
import io.amorsize.job.work.PoolStatus;
import io.amorsize.job.work.TargetStatus;
import io.amorsize.job.work.TargetStatuses;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Jobs, workers and what they call, as gauges. */
final class JobSamples {

    /** Series for more targets than this would cost more than they tell. */
    static final int MOST_TARGETS = 20;

    private JobSamples() {}

    /** Jobs by state; 0 where there is none. */
    static Stream<Sample> ofJobs(Map<JobState.Label, Long> population) {
        return Arrays.stream(JobState.Label.values())
                .map(state -> Sample.of(Metric.JOBS, (double) population.getOrDefault(state, 0L), state.name()));
    }

    /** The pool, and items whose outcomes are not yet in the store. */
    static Stream<Sample> ofPool(PoolStatus pool, long waiting) {
        Stream<Sample> workers = Stream.of(
                Sample.of(Metric.WORKERS_RUNNING, pool.running()),
                Sample.of(Metric.WORKERS_ALLOWED, pool.allowed()),
                Sample.of(Metric.WORKER_CPUS, pool.cpus()),
                Sample.of(Metric.WORKER_CPU_BUDGET, pool.budget()),
                Sample.of(Metric.ITEM_OUTCOMES_WAITING, (double) waiting));
        return Stream.of(workers, ofMemory(pool.heap(), "heap"), ofMemory(pool.processes(), "processes"))
                .flatMap(samples -> samples);
    }

    private static Stream<Sample> ofMemory(MemoryUse memory, String kind) {
        return Stream.of(
                Sample.of(Metric.ITEM_MEMORY, (double) memory.heldBytes(), kind),
                Sample.of(Metric.ITEM_MEMORY_BUDGET, (double) memory.budgetBytes(), kind),
                Sample.of(Metric.JOBS_AWAITING_MEMORY, memory.sourcesWaiting(), kind));
    }

    /** All targets by state, a few by name. */
    static Stream<Sample> ofTargets(TargetStatuses targets) {
        Map<TargetStatus.State, Integer> population = targets.population();
        return Stream.concat(
                Arrays.stream(TargetStatus.State.values())
                        .map(state -> Sample.of(Metric.TARGETS, population.getOrDefault(state, 0), state.name())),
                targets.first(MOST_TARGETS).stream()
                        .flatMap(status -> Stream.of(
                                Sample.of(Metric.TARGET_CALLS, status.inFlight(), status.target()),
                                Sample.of(Metric.TARGET_LIMIT, status.limit(), status.target()))));
    }
}
