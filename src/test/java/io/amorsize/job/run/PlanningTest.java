package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.job.FailurePolicy;
import io.amorsize.job.ItemSource;
import io.amorsize.job.Job;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobSpec;
import io.amorsize.job.JobState;
import io.amorsize.job.PlanRevision;
import io.amorsize.job.PlanWish;
import io.amorsize.job.RetryPolicy;
import io.amorsize.job.spi.Activity;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Objective;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.OverheadOverrides;
import io.amorsize.optimizer.PlanRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PlanningTest {

    private static final int CPUS = 4;

    private long now;
    private int advised;

    private Planning planning(Activity activity, PlanWish wish) {
        Optimizer optimizer = new Optimizer();
        return new Planning(
                activity,
                wish,
                (job, workload, runtime, constraints) -> {
                    advised++;
                    return optimizer.advise(new PlanRequest(
                            workload,
                            runtime,
                            OverheadOverrides.NONE,
                            Objective.FASTEST,
                            constraints,
                            HostCapacity.ofCores(CPUS),
                            Calibration.priors(),
                            Experience.NONE));
                },
                256,
                () -> Instant.EPOCH,
                () -> now);
    }

    private static Job job(long items) {
        JobSpec spec = new JobSpec(
                "test",
                "{}",
                new PlanWish.Auto(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                JobSpec.USUAL_PRIORITY,
                RetryPolicy.DEFAULT,
                Optional.empty(),
                FailurePolicy.NONE,
                Map.of());
        return new Job(
                "id",
                Instant.EPOCH,
                Optional.empty(),
                spec,
                new ItemSource.Range(0, items),
                items,
                new JobState.Queued(),
                JobCounts.NONE,
                List.of(),
                Optional.empty(),
                JobCounts.NONE);
    }

    /** Runs items by the plan, as many at a time as it asks for, until it is decided. */
    private Optional<PlanRevision> decision(Planning planning, Job job, double wallSeconds, double cpuSeconds) {
        for (int round = 0; round < 100_000; round++) {
            now += (long) (wallSeconds * 1e9);
            boolean plan = false;
            for (int worker = 0; worker < planning.setting().workers(); worker++) {
                plan |= planning.measured(wallSeconds, cpuSeconds);
            }
            if (plan) {
                Optional<PlanRevision> revision = planning.plan(job);
                if (revision.isPresent()) {
                    return revision;
                }
            }
        }
        return Optional.empty();
    }

    @Test
    void beginsWithOneWorker() {
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Auto());
        assertThat(planning.setting().workers()).isEqualTo(1);
        assertThat(planning.setting().chunkSize()).isEqualTo(1);
        assertThat(planning.sampling()).isTrue();
    }

    @Test
    void givesItemsThatComputeAsManyWorkersAsThereAreCpus() {
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Auto());
        PlanRevision revision = decision(planning, job(10_000), 0.01, 0.01).orElseThrow();
        assertThat(revision.workers()).isEqualTo(CPUS);
        assertThat(revision.executor()).isEqualTo(Executor.PLATFORM_THREADS);
        assertThat(revision.serialSeconds().orElseThrow()).isBetween(99.0, 101.0);
        assertThat(planning.sampling()).isFalse();
    }

    @Test
    void givesItemsThatWaitManyWorkersSoon() {
        Planning planning = planning(Activity.WAITS, new PlanWish.Auto());
        PlanRevision revision = decision(planning, job(1_000), 0.045, 0.0003).orElseThrow();
        assertThat(revision.workers()).isGreaterThan(40);
        assertThat(revision.executor()).isEqualTo(Executor.VIRTUAL_THREADS);
        // The way there took no longer than a few items one behind the other.
        assertThat(now / 1e9).isLessThan(0.3);
    }

    @Test
    void neverGrowsBeyondWhatItKnows() {
        Planning planning = planning(Activity.WAITS, new PlanWish.Auto());
        Job job = job(100_000);
        long known = 0;
        while (planning.sampling()) {
            now += 20_000_000;
            assertThat((long) planning.setting().workers()).isLessThanOrEqualTo(Math.max(1, 4 * known));
            boolean plan = false;
            for (int worker = 0; worker < planning.setting().workers(); worker++) {
                plan |= planning.measured(0.02, 1e-5);
                known++;
            }
            if (plan) {
                Optional<PlanRevision> ignored = planning.plan(job);
            }
        }
        assertThat(planning.setting().workers()).isGreaterThan(100);
    }

    @Test
    void isNotMisledByItemsThatRanBeforeTheirCodeWasCompiled() {
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Auto());
        Job job = job(1_000_000);
        Optional<PlanRevision> decided = Optional.empty();
        for (long item = 0; decided.isEmpty(); item++) {
            double seconds = item < 2_000 ? 40e-6 : 1e-6;
            now += (long) (seconds * 1e9);
            if (planning.measured(seconds, seconds)) {
                decided = planning.plan(job);
            }
        }
        assertThat(decided.get().serialSeconds().orElseThrow()).isBetween(0.9, 1.2);
    }

    @Test
    void plansSeldomWhileItemsAreQuick() {
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Auto());
        Optional<PlanRevision> ignored = decision(planning, job(1_000_000), 1e-6, 1e-6);
        assertThat(advised).isBetween(8, 25);
    }

    @Test
    void takesItemsOfAPlanOfVirtualThreadsForWaiting() {
        PlanWish.Fixed plan = new PlanWish.Fixed(7, 1, Optional.of(Executor.VIRTUAL_THREADS));

        assertThat(planning(Activity.COMPUTES, plan).setting().cpuShare()).isEqualTo(0.05);
        assertThat(planning(Activity.WAITS, new PlanWish.Fixed(200, 1, Optional.empty()))
                        .setting()
                        .cpuShare())
                .isEqualTo(0.0025);
        assertThat(planning(Activity.COMPUTES, new PlanWish.Advised("id", plan))
                        .setting()
                        .cpuShare())
                .isEqualTo(0.05);
        assertThat(planning(Activity.COMPUTES, new PlanWish.Fixed(7, 1, Optional.empty()))
                        .setting()
                        .cpuShare())
                .isEqualTo(1);
    }

    @Test
    void keepsAGivenPlan() {
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Fixed(7, 13, Optional.empty()));
        assertThat(planning.given().orElseThrow().reason()).contains("request");
        assertThat(planning.setting().workers()).isEqualTo(7);
        assertThat(planning.setting().chunkSize()).isEqualTo(13);
        now += 5_000_000_000L;
        assertThat(planning.ran(1_000, 30)).isFalse();
        assertThat(advised).isZero();
    }

    @Test
    void plansAnewWhenMoreWorkersBringLess() {
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Auto());
        Job job = job(1_000_000);
        assertThat(decision(planning, job, 0.001, 0.001).orElseThrow().workers())
                .isEqualTo(CPUS);
        // All workers are busy, yet no more comes out than one alone would do: they wait for one another.
        Optional<PlanRevision> revision = Optional.empty();
        for (int second = 0; second < 5 && revision.isEmpty(); second++) {
            now += 1_500_000_000L;
            if (planning.ran(600, 1.5 * planning.setting().workers())) {
                revision = planning.plan(job);
            }
        }
        assertThat(revision.orElseThrow().workers()).isLessThan(CPUS);
        assertThat(revision.get().reason()).contains("items/s seen with 4 workers");
    }

    @Test
    void forgetsWhatItLearntFromColdCode() {
        Planning planning = planning(Activity.WAITS, new PlanWish.Auto());
        Job job = job(10_000);
        // As in a service that has just been started, the first calls compute for as long as they wait.
        int cold = decision(planning, job, 0.09, 0.045).orElseThrow().workers();
        assertThat(cold).isLessThan(20);
        assertThat(planning.measures(false)).isTrue();
        assertThat(planning.measures(true)).isFalse();
        Optional<PlanRevision> revision = Optional.empty();
        for (int second = 0; second < 60 && revision.isEmpty(); second++) {
            now += 1_000_000_000L;
            long items = Math.round(planning.setting().workers() / 0.045);
            for (long item = 0; item < items; item++) {
                boolean ignored = planning.measured(0.045, 0.0003);
            }
            if (planning.ran(items, planning.setting().workers())) {
                revision = planning.plan(job);
            }
        }
        assertThat(revision.orElseThrow().workers()).isGreaterThan(4 * cold);
    }

    @Test
    void learnsNothingFromAStretchInWhichOthersHadTheCpus() {
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Auto());
        Job job = job(1_000_000);
        assertThat(decision(planning, job, 0.001, 0.001)).isPresent();
        int before = advised;
        now += 1_500_000_000L;
        assertThat(planning.ran(600, 0.6)).isTrue();
        assertThat(planning.plan(job)).isEmpty();
        assertThat(advised).isEqualTo(before);
    }
}
