package io.amorsize.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.JobState;
import io.amorsize.job.work.MemoryUse;
import io.amorsize.job.work.PoolStatus;
import io.amorsize.job.work.TargetStatus;
import io.amorsize.job.work.TargetStatus.State;
import io.amorsize.job.work.TargetStatuses;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobSamplesTest {

    @Test
    void everyStateHasASeries() {
        assertThat(JobSamples.ofJobs(Map.of(JobState.Label.RUNNING, 3L)))
                .hasSize(JobState.Label.values().length)
                .contains(Sample.of(Metric.JOBS, 3, "RUNNING"), Sample.of(Metric.JOBS, 0, "PAUSED"));
    }

    @Test
    void thePoolIsElevenFigures() {
        MemoryUse heap = new MemoryUse(1_000, 600, 3, 2);
        MemoryUse processes = new MemoryUse(5_000, 0, 0, 0);

        assertThat(JobSamples.ofPool(new PoolStatus(3, 8, 1.5, 2, heap, processes), 42))
                .containsExactly(
                        Sample.of(Metric.WORKERS_RUNNING, 3),
                        Sample.of(Metric.WORKERS_ALLOWED, 8),
                        Sample.of(Metric.WORKER_CPUS, 1.5),
                        Sample.of(Metric.WORKER_CPU_BUDGET, 2),
                        Sample.of(Metric.ITEM_OUTCOMES_WAITING, 42),
                        Sample.of(Metric.ITEM_MEMORY, 600, "heap"),
                        Sample.of(Metric.ITEM_MEMORY_BUDGET, 1_000, "heap"),
                        Sample.of(Metric.JOBS_AWAITING_MEMORY, 2, "heap"),
                        Sample.of(Metric.ITEM_MEMORY, 0, "processes"),
                        Sample.of(Metric.ITEM_MEMORY_BUDGET, 5_000, "processes"),
                        Sample.of(Metric.JOBS_AWAITING_MEMORY, 0, "processes"));
    }

    @Test
    void aFewTargetsAreNamedAndAllAreCounted() {
        TargetStatuses thousands = new TargetStatuses() {
            @Override
            public List<TargetStatus> first(int most) {
                return IntStream.range(0, Math.min(most, 5_000))
                        .mapToObj(number -> new TargetStatus("host" + number, State.CLOSED, 2, 50))
                        .toList();
            }

            @Override
            public Map<State, Integer> population() {
                return Map.of(State.CLOSED, 4_999, State.OPEN, 1, State.HALF_OPEN, 0);
            }
        };

        assertThat(JobSamples.ofTargets(thousands))
                .hasSize(3 + 2 * JobSamples.MOST_TARGETS)
                .contains(
                        Sample.of(Metric.TARGETS, 4_999, "CLOSED"),
                        Sample.of(Metric.TARGETS, 1, "OPEN"),
                        Sample.of(Metric.TARGET_CALLS, 2, "host0"),
                        Sample.of(Metric.TARGET_LIMIT, 50, "host19"));
    }
}
