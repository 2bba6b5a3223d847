package io.amorsize.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class JobRulesTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private Job stored = job(new JobState.Running(), 0, OptionalDouble.empty(), FailurePolicy.NONE);

    /** A store that has one job. */
    @SuppressWarnings("unchecked") // the parameter of change
    private final JobStore store = (JobStore) Proxy.newProxyInstance(
            JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, called, arguments) -> {
                JobState before = stored.state();
                JobState after = ((UnaryOperator<JobState>) arguments[1]).apply(before);
                stored = in(stored, after);
                return new JobStore.Changed(stored, !after.equals(before));
            });

    private static Job job(JobState state, long failed, OptionalDouble deadline, FailurePolicy failures) {
        JobSpec spec = new JobSpec(
                "test",
                "{}",
                new PlanWish.Auto(),
                OptionalDouble.empty(),
                deadline,
                JobSpec.USUAL_PRIORITY,
                RetryPolicy.DEFAULT,
                Optional.empty(),
                failures,
                Map.of());
        return new Job(
                "job",
                CREATED,
                Optional.empty(),
                spec,
                new ItemSource.Range(0, 100),
                100,
                state,
                new JobCounts(10, failed, 0, 0, 0),
                List.of(),
                Optional.empty(),
                JobCounts.NONE);
    }

    private static Job in(Job job, JobState state) {
        return with(job, state, job.forgiven());
    }

    private static Job forgiven(Job job, JobCounts forgiven) {
        return with(job, job.state(), forgiven);
    }

    private static Job with(Job job, JobState state, JobCounts forgiven) {
        return new Job(
                job.id(),
                job.createdAt(),
                job.startedAt(),
                job.spec(),
                job.source(),
                job.items(),
                state,
                job.counts(),
                job.plans(),
                job.redrive(),
                forgiven);
    }

    private Optional<Job> enforce(Job job, double secondsLater) {
        return new JobRules(store, () -> CREATED.plusNanos((long) (secondsLater * 1e9))).enforce(job);
    }

    @Test
    void givesUpAJobWhoseDeadlineIsOverAlsoWhenItIsPaused() {
        for (JobState state :
                List.of(new JobState.Accepting(), new JobState.Running(), new JobState.Paused(false, "x"))) {
            stored = job(state, 0, OptionalDouble.of(10), FailurePolicy.NONE);
            assertThat(enforce(stored, 10)).isEmpty();
            Optional<Job> stopped = enforce(stored, 10.001);
            assertThat(stopped).map(Job::state).get().isInstanceOf(JobState.Cancelling.class);
            assertThat(stored.state().explanation().orElseThrow()).contains("deadline of 10.0 s");
        }
    }

    @Test
    void pausesAJobThatFailsTooOften() {
        stored = job(new JobState.Running(), 4, OptionalDouble.empty(), new FailurePolicy(3, 1));
        Optional<Job> stopped = enforce(stored, 1);
        assertThat(stopped).map(Job::state).get().isInstanceOf(JobState.Paused.class);
        assertThat(stored.state().explanation().orElseThrow()).startsWith("4 of 14 items failed");
    }

    @Test
    void forgivesWhatHadFailedWhenSomebodyResumedTheJob() {
        JobCounts then = new JobCounts(10, 4, 0, 0, 0);
        stored = forgiven(job(new JobState.Running(), 4, OptionalDouble.empty(), new FailurePolicy(3, 1)), then);
        assertThat(enforce(stored, 1)).isEmpty();
        stored = forgiven(job(new JobState.Running(), 8, OptionalDouble.empty(), new FailurePolicy(3, 1)), then);
        assertThat(enforce(stored, 1)).isPresent();
        assertThat(stored.state().explanation().orElseThrow()).startsWith("4 of 4 items failed");
    }

    @Test
    void saysThatItStoppedAJobOnceOnly() {
        Job before = job(new JobState.Running(), 4, OptionalDouble.empty(), new FailurePolicy(3, 1));
        stored = before;
        assertThat(enforce(before, 1)).isPresent();
        assertThat(enforce(before, 1)).isEmpty();
    }

    @Test
    void leavesOthersAlone() {
        stored = job(new JobState.Running(), 3, OptionalDouble.of(10), new FailurePolicy(3, 1));
        assertThat(enforce(stored, 1)).isEmpty();
        stored = job(new JobState.Cancelled(CREATED), 9, OptionalDouble.of(10), new FailurePolicy(3, 1));
        assertThat(enforce(stored, 100)).isEmpty();
        stored = job(new JobState.Paused(false, "x"), 9, OptionalDouble.empty(), new FailurePolicy(3, 1));
        assertThat(enforce(stored, 1)).isEmpty();
    }
}
