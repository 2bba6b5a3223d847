package io.amorsize.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.JobRecords;
import io.amorsize.testing.JobSpecs;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class JobRulesTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobSpecs SPEC = JobSpecs.of("test");

    private Job stored = job(new JobState.Running(), 0, SPEC);

    /** A store that has one job. */
    @SuppressWarnings("unchecked") // the parameter of change
    private final JobStore store = (JobStore) Proxy.newProxyInstance(
            JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, called, arguments) -> {
                JobState before = stored.state();
                JobState after = ((UnaryOperator<JobState>) arguments[1]).apply(before);
                stored = JobRecords.like(stored).in(after).build();
                return new JobStore.Changed(stored, !after.equals(before));
            });

    private static Job job(JobState state, long failed, JobSpecs spec) {
        return JobRecords.of(spec)
                .createdAt(CREATED)
                .in(state)
                .counts(new JobCounts(10, failed, 0, 0, 0))
                .build();
    }

    private static Job forgiven(Job job, JobCounts forgiven) {
        return JobRecords.like(job).forgiven(forgiven).build();
    }

    private Optional<Job> enforce(Job job, double secondsLater) {
        return new JobRules(store, () -> CREATED.plusNanos((long) (secondsLater * 1e9))).enforce(job);
    }

    @Test
    void givesUpAJobWhoseDeadlineIsOverAlsoWhenItIsPaused() {
        for (JobState state :
                List.of(new JobState.Accepting(), new JobState.Running(), new JobState.Paused(false, "x"))) {
            stored = job(state, 0, SPEC.deadline(10));
            assertThat(enforce(stored, 10)).isEmpty();
            Optional<Job> stopped = enforce(stored, 10.001);
            assertThat(stopped).map(Job::state).get().isInstanceOf(JobState.Cancelling.class);
            assertThat(stored.state().explanation().orElseThrow()).contains("deadline of 10.0 s");
        }
    }

    @Test
    void pausesAJobThatFailsTooOften() {
        stored = job(new JobState.Running(), 4, SPEC.maxFailures(3));
        Optional<Job> stopped = enforce(stored, 1);
        assertThat(stopped).map(Job::state).get().isInstanceOf(JobState.Paused.class);
        assertThat(stored.state().explanation().orElseThrow()).startsWith("4 of 14 items failed");
    }

    @Test
    void forgivesWhatHadFailedWhenSomebodyResumedTheJob() {
        JobCounts then = new JobCounts(10, 4, 0, 0, 0);
        stored = forgiven(job(new JobState.Running(), 4, SPEC.maxFailures(3)), then);
        assertThat(enforce(stored, 1)).isEmpty();
        stored = forgiven(job(new JobState.Running(), 8, SPEC.maxFailures(3)), then);
        assertThat(enforce(stored, 1)).isPresent();
        assertThat(stored.state().explanation().orElseThrow()).startsWith("4 of 4 items failed");
    }

    @Test
    void saysThatItStoppedAJobOnceOnly() {
        Job before = job(new JobState.Running(), 4, SPEC.maxFailures(3));
        stored = before;
        assertThat(enforce(before, 1)).isPresent();
        assertThat(enforce(before, 1)).isEmpty();
    }

    @Test
    void leavesOthersAlone() {
        stored = job(new JobState.Running(), 3, SPEC.deadline(10).maxFailures(3));
        assertThat(enforce(stored, 1)).isEmpty();
        stored = job(new JobState.Cancelled(CREATED), 9, SPEC.deadline(10).maxFailures(3));
        assertThat(enforce(stored, 100)).isEmpty();
        stored = job(new JobState.Paused(false, "x"), 9, SPEC.maxFailures(3));
        assertThat(enforce(stored, 1)).isEmpty();
    }
}
