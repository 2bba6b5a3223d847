package io.amorsize.job.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.job.Job;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobState;
import io.amorsize.job.PlanRevision;
import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Constraints;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.recommendation.History;
import io.amorsize.recommendation.Machine;
import io.amorsize.recommendation.Outcome;
import io.amorsize.recommendation.OutcomeRecorder;
import io.amorsize.testing.JobRecords;
import io.amorsize.testing.JobSpecs;
import io.amorsize.testing.MemoryOutcomeLog;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.Samples;
import io.amorsize.workload.WorkloadProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JobLearningTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final long ITEMS = 1_000;

    private final MemoryOutcomeLog log = new MemoryOutcomeLog();
    private final AtomicInteger ids = new AtomicInteger();
    private final History history = new History(log, () -> START, Duration.ZERO);
    private final JobLearning learning = new JobLearning(
            new Optimizer(),
            () -> new Machine(HostCapacity.ofCores(4), Calibration.priors()),
            history,
            new OutcomeRecorder(history, () -> START, () -> "o" + ids.incrementAndGet(), outcome -> {}),
            () -> START);

    private static Job running(String id, Map<String, String> labels) {
        return JobRecords.of(JobSpecs.of("test").labels(labels))
                .id(id)
                .createdAt(START)
                .startedAt(START)
                .items(ITEMS)
                .in(new JobState.Running())
                .build();
    }

    private static Job ended(Job job, Advice plan, long itemsBefore, double seconds, long retries) {
        Instant planned = START.plusSeconds(1);
        PlanRevision revision = new PlanRevision(
                planned,
                itemsBefore,
                plan.plan().workers(),
                plan.plan().chunkSize(),
                Executor.PLATFORM_THREADS,
                "By 8 measured items.",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
        return JobRecords.like(job)
                .in(new JobState.Succeeded(planned.plusNanos((long) (seconds * 1e9))))
                .counts(new JobCounts(ITEMS, 0, 0, retries, 1))
                .plan(revision)
                .build();
    }

    private Advice advise(Job job) {
        double[] seconds = new double[16];
        Arrays.fill(seconds, 0.01);
        return learning.advise(
                job,
                WorkloadProfile.sampled(ITEMS, Samples.ofWallSeconds(seconds)),
                ExecutionRuntime.JVM_THREADS,
                Constraints.NONE);
    }

    private List<Outcome> outcomes(Job job) {
        return log.newestOf(JobLearning.workloadOf(job.spec()), 10);
    }

    @Test
    void notesHowAJobWent() {
        Job job = running("a", Map.of());
        Advice advice = advise(job);
        learning.ended(ended(job, advice, 100, 3.5, 0));

        Outcome outcome = outcomes(job).getFirst();
        assertThat(outcome.run().items()).isEqualTo(900);
        assertThat(outcome.run().elapsedSeconds()).isEqualTo(3.5);
        assertThat(outcome.run().workers()).isEqualTo(advice.plan().workers());
        assertThat(outcome.prediction()).isPresent();
    }

    @Test
    void plansTheNextJobOfTheWorkloadWithWhatThisOneTaught() {
        Job first = running("a", Map.of(JobLearning.LABEL, "orders"));
        Advice naive = advise(first);
        assertThat(naive.plan().workers()).isEqualTo(4);
        // Four workers brought nothing at all.
        for (int i = 0; i < 5; i++) {
            Job job = running("job" + i, Map.of(JobLearning.LABEL, "orders"));
            Advice advice = advise(job);
            learning.ended(ended(job, advice, 0, 10, 0));
        }
        Advice wiser = advise(running("b", Map.of(JobLearning.LABEL, "orders")));
        assertThat(wiser.estimate().speedup().value())
                .isLessThan(naive.estimate().speedup().value() / 2);
        assertThat(advise(running("c", Map.of(JobLearning.LABEL, "others")))
                        .estimate()
                        .speedup()
                        .value())
                .isEqualTo(naive.estimate().speedup().value());
    }

    @Test
    void notesNothingThatSaysNothingOfThePlan() {
        Job retried = running("a", Map.of());
        learning.ended(ended(retried, advise(retried), 0, 3, 1));
        Job late = running("b", Map.of());
        learning.ended(ended(late, advise(late), 600, 3, 0));
        Job quick = running("c", Map.of());
        learning.ended(ended(quick, advise(quick), 0, 0.1, 0));
        Job paused = running("d", Map.of());
        Advice plan = advise(paused);
        learning.paused(paused);
        learning.ended(ended(paused, plan, 0, 3, 0));
        Job elsewhere = running("e", Map.of());
        learning.ended(ended(elsewhere, plan, 0, 3, 0));

        assertThat(outcomes(retried)).isEmpty();
    }

    @Test
    void survivesAStoreThatIsAway() {
        Job job = running("a", Map.of());
        Advice advice = advise(job);
        log.leave();
        learning.ended(ended(job, advice, 0, 3, 0));
        assertThat(ids).hasValue(1);
    }
}
