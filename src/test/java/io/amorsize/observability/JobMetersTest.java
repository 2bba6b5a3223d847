package io.amorsize.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.Job;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobListener;
import io.amorsize.job.JobState;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.Partition;
import io.amorsize.job.PlanRevision;
import io.amorsize.job.work.TargetStatus.State;
import io.amorsize.optimizer.Executor;
import io.amorsize.testing.JobRecords;
import io.amorsize.testing.JobSpecs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class JobMetersTest {

    private static final Partition PARTITION = new Partition("job-1", 3, 0, 10);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final JobMeters meters = new JobMeters(registry);

    private double count(Metric metric, String... tags) {
        return registry.get(metric.meterName()).tags(tags).counter().count();
    }

    private static Job job(JobState state) {
        return JobRecords.of(JobSpecs.of("http")).in(state).build();
    }

    static PlanRevision plan() {
        return new PlanRevision(
                Instant.EPOCH,
                0,
                8,
                5,
                Executor.VIRTUAL_THREADS,
                "Items wait most of their time.",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Tells each thing once, in the order of its life. */
    static void tell(JobListener listener) {
        listener.accepted(job(new JobState.Queued()));
        listener.planned(job(new JobState.Running()), plan());
        listener.paused(job(new JobState.Paused(false, "too many failures")));
        listener.recorded("http", Map.of(OutcomeStatus.OK, 90L, OutcomeStatus.TIMEOUT, 10L), 4.5);
        listener.retried("http", 7);
        listener.leaseLost(PARTITION);
        listener.died("job-1", 3, 2);
        listener.ended(job(new JobState.CompletedWithFailures(Instant.EPOCH)));
    }

    @Test
    void countsJobsAndItems() {
        tell(meters);

        assertThat(count(Metric.JOBS_ACCEPTED, "type", "http")).isEqualTo(1);
        assertThat(count(Metric.JOB_PLANS, "type", "http")).isEqualTo(1);
        assertThat(count(Metric.JOBS_PAUSED, "type", "http")).isEqualTo(1);
        assertThat(count(Metric.JOBS_ENDED, "type", "http", "state", "COMPLETED_WITH_FAILURES"))
                .isEqualTo(1);
        assertThat(count(Metric.ITEMS, "type", "http", "outcome", "OK")).isEqualTo(90);
        assertThat(count(Metric.ITEMS, "type", "http", "outcome", "TIMEOUT")).isEqualTo(10);
        assertThat(count(Metric.ITEM_BUSY, "type", "http")).isEqualTo(4.5);
        assertThat(count(Metric.ITEM_RETRIES, "type", "http")).isEqualTo(7);
        assertThat(count(Metric.LEASES_LOST)).isEqualTo(1);
        assertThat(count(Metric.PARTITION_DEATHS)).isEqualTo(1);
    }

    @Test
    void theFirstJobOfATypeShowsItsCountersAtZero() {
        meters.accepted(job(new JobState.Queued()));

        for (OutcomeStatus status : OutcomeStatus.values()) {
            assertThat(count(Metric.ITEMS, "type", "http", "outcome", status.name()))
                    .isZero();
        }
        assertThat(count(Metric.ITEM_RETRIES, "type", "http")).isZero();
        assertThat(count(Metric.LEASES_LOST)).isZero();
    }

    @Test
    void bothOfAChainAreToldEverything() {
        SimpleMeterRegistry other = new SimpleMeterRegistry();

        tell(meters.andThen(JobListener.NONE).andThen(new JobMeters(other)));

        assertThat(registry.getMeters()).hasSameSizeAs(other.getMeters()).allSatisfy(meter -> {
            assertThat(other.get(meter.getId().getName())
                            .tags(meter.getId().getTags())
                            .counter()
                            .count())
                    .isEqualTo(registry.get(meter.getId().getName())
                            .tags(meter.getId().getTags())
                            .counter()
                            .count());
        });
        assertThat(count(Metric.PARTITION_DEATHS)).isEqualTo(1);
        assertThat(count(Metric.JOBS_ENDED)).isEqualTo(1);
    }

    @Test
    void countsTargetsWithoutTheirNames() {
        TargetMeters targets = new TargetMeters(registry);
        targets.changed("a", State.OPEN);
        targets.changed("b", State.OPEN);
        targets.changed("a", State.HALF_OPEN);

        assertThat(count(Metric.TARGET_CHANGES, "breaker", "OPEN")).isEqualTo(2);
        assertThat(count(Metric.TARGET_CHANGES, "breaker", "HALF_OPEN")).isEqualTo(1);
        assertThat(count(Metric.TARGET_CHANGES, "breaker", "CLOSED")).isZero();
        assertThat(registry.get(Metric.TARGET_CHANGES.meterName()).counters()).hasSize(3);
    }

    @Test
    void logsEachStepOfAJobWithItsReason() {
        Job ended = JobRecords.of(JobSpecs.of("http"))
                .in(new JobState.Failed(Instant.ofEpochMilli(1_500), "its time was over"))
                .counts(new JobCounts(80, 5, 15, 2, 1))
                .build();

        assertThat(JobLog.acceptance(ended)).hasToString("Job accepted. jobId=job-1 type=http items=100");
        assertThat(JobLog.planning(ended, plan()))
                .hasToString("Job planned. jobId=job-1 type=http workers=8 chunkSize=5"
                        + " why=\"Items wait most of their time.\"");
        assertThat(JobLog.pause(job(new JobState.Paused(true, "asked to"))))
                .hasToString("Job paused. jobId=job-1 type=http why=\"asked to\"");
        assertThat(JobLog.end(ended))
                .hasToString("Job ended. jobId=job-1 type=http state=FAILED succeeded=80 failed=5 cancelled=15"
                        + " seconds=1.5 why=\"its time was over\"");
        tell(new JobLog());
    }
}
