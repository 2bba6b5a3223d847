package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.job.Job;
import io.amorsize.job.PlanRevision;
import io.amorsize.job.PlanWish;
import io.amorsize.job.spi.Activity;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Objective;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.OverheadOverrides;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.testing.JobRecords;
import io.amorsize.testing.JobSpecs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanningTest {

    private static final int CPUS = 4;

    private long now;
    private int advised;
    private int allowed;
    private long planNanos;

    private Planning planning(Activity activity, PlanWish wish) {
        Optimizer optimizer = new Optimizer();
        return new Planning(
                activity,
                wish,
                (job, workload, runtime, constraints) -> {
                    advised++;
                    allowed = constraints.maxWorkers().orElseThrow();
                    now += planNanos;
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
        return JobRecords.of(JobSpecs.of("test")).items(items).build();
    }

    private static boolean measured(Planning planning, double wallSeconds, double cpuSeconds) {
        return planning.measured(planning.setting(), new double[] {wallSeconds}, cpuSeconds / wallSeconds);
    }

    /** Runs items by the plan, as many at a time as it asks for, until it is decided. */
    private Optional<PlanRevision> decision(Planning planning, Job job, double wallSeconds, double cpuSeconds) {
        for (int round = 0; round < 100_000; round++) {
            now += (long) (wallSeconds * 1e9);
            boolean plan = false;
            for (int worker = 0; worker < planning.setting().workers(); worker++) {
                plan |= measured(planning, wallSeconds, cpuSeconds);
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
            assertThat((long) planning.setting().workers()).isLessThanOrEqualTo(Math.max(32, 4 * known));
            boolean plan = false;
            for (int worker = 0; worker < planning.setting().workers(); worker++) {
                plan |= measured(planning, 0.02, 1e-5);
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
            if (measured(planning, seconds, seconds)) {
                decided = planning.plan(job);
            }
        }
        assertThat(decided.get().serialSeconds().orElseThrow()).isBetween(0.9, 1.2);
    }

    @Test
    void plansSeldomWhileItemsAreQuick() {
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Auto());
        Optional<PlanRevision> ignored = decision(planning, job(1_000_000), 1e-6, 1e-6);
        assertThat(advised).isBetween(3, 25);
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
    void saysWhatReallyRunsTheItemsWhateverThePlanNames() {
        for (Executor named : new Executor[] {Executor.PROCESSES, Executor.CALLER}) {
            PlanWish.Fixed plan = new PlanWish.Fixed(7, 1, Optional.of(named));

            assertThat(planning(Activity.COMPUTES, plan).setting().executor()).isEqualTo(Executor.PLATFORM_THREADS);
            assertThat(planning(Activity.COMPUTES, new PlanWish.Advised("id", plan))
                            .given()
                            .orElseThrow()
                            .executor())
                    .isEqualTo(Executor.PLATFORM_THREADS);
            assertThat(planning(Activity.COMPUTES_IN_PROCESS, plan).setting().executor())
                    .isEqualTo(Executor.PROCESSES);
        }
        assertThat(planning(Activity.WAITS, new PlanWish.Fixed(7, 1, Optional.of(Executor.PROCESSES)))
                        .setting()
                        .executor())
                .isEqualTo(Executor.VIRTUAL_THREADS);
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
                boolean ignored = measured(planning, 0.045, 0.0003);
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

    /** Runs chunks of ten items for a second at most, by the plan. */
    private Optional<PlanRevision> goOn(Planning planning, Job job, double itemSeconds) {
        for (double second = 0; second < 1; second += 10 * itemSeconds) {
            now += (long) (10 * itemSeconds * 1e9);
            boolean plan = false;
            for (int worker = 0; worker < planning.setting().workers(); worker++) {
                double[] seconds = new double[10];
                Arrays.fill(seconds, itemSeconds);
                plan |= planning.measured(planning.setting(), seconds, 1);
                plan |= planning.ran(10, 10 * itemSeconds);
            }
            Optional<PlanRevision> revision = plan ? planning.plan(job) : Optional.empty();
            if (revision.isPresent()) {
                return revision;
            }
        }
        return Optional.empty();
    }

    @Test
    void goesBackToOneWorkerSoonWhenSeveralDoNotBringMore() {
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Auto());
        Job job = job(1_000_000);
        // One worker alone, until the plan is decided in one step.
        double alone = 1e-4;
        Setting one = planning.setting();
        double[] first = new double[30];
        Arrays.fill(first, alone);
        assertThat(planning.measured(one, first, 1)).isTrue();
        assertThat(planning.plan(job)).isEmpty();
        assertThat(decision(planning, job, alone, alone).orElseThrow().workers())
                .isEqualTo(CPUS);
        // Together they spin for a lock: each item takes as many times as long.
        List<PlanRevision> revisions = new ArrayList<>();
        long began = now;
        for (int change = 0; change < 5 && planning.setting().workers() > 1; change++) {
            goOn(planning, job, alone * planning.setting().workers()).ifPresent(revisions::add);
        }
        assertThat(planning.setting().workers()).isEqualTo(1);
        assertThat(revisions.getFirst().reason()).contains("items/s seen with 4 workers", "with one");
        assertThat((now - began) / 1e9).isLessThan(0.5);
        assertThat(allowed).isLessThan(CPUS);
        // And it stays there.
        assertThat(goOn(planning, job, alone)).isEmpty();
        assertThat(goOn(planning, job, alone)).isEmpty();
        assertThat(planning.setting().workers()).isEqualTo(1);
    }

    @Test
    void keepsWorkersThatBringMore() {
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Auto());
        Job job = job(1_000_000);
        assertThat(planning.measured(planning.setting(), new double[] {1e-3, 1e-3, 1e-3, 1e-3, 1e-3}, 1))
                .isTrue();
        assertThat(decision(planning, job, 0.001, 0.001).orElseThrow().workers())
                .isEqualTo(CPUS);
        assertThat(goOn(planning, job, 1.2e-3)).isEmpty();
        assertThat(planning.setting().workers()).isEqualTo(CPUS);
    }

    @Test
    void makesNoPlanForAJobThatIsOverSooner() {
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Auto());
        Job job = job(1_000);
        for (int batch = 0; batch < 10; batch++) {
            double[] seconds = new double[100];
            Arrays.fill(seconds, 3e-5);
            if (planning.measured(planning.setting(), seconds, 1)) {
                assertThat(planning.plan(job)).isEmpty();
            }
        }
        assertThat(advised).isZero();
        assertThat(planning.setting().workers()).isEqualTo(1);
        assertThat(planning.unsettled().orElseThrow().reason()).isEqualTo("The job was over sooner than a plan pays.");
        assertThat(planning.unsettled()).isEmpty();
    }

    @Test
    void dealsMoreItemsAtATimeWhileTheyAreQuick() {
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Auto());
        boolean ignored = planning.measured(planning.setting(), new double[] {1e-6}, 1);
        assertThat(planning.setting().chunkSize()).isEqualTo(1);
        double[] seconds = new double[100];
        Arrays.fill(seconds, 1e-6);
        for (int batch = 0; batch < 10; batch++) {
            ignored = planning.measured(planning.setting(), seconds, 1);
        }
        assertThat(planning.setting().chunkSize()).isBetween(490L, 500L);
    }

    @Test
    void beginsWithSomeWorkersWhereItemsWait() {
        assertThat(planning(Activity.WAITS, new PlanWish.Auto()).setting().workers())
                .isEqualTo(32);
    }

    @Test
    void waitsForSomeItemsBeforeItPlans() {
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Auto());
        assertThat(measured(planning, 3e-3, 3e-3)).isFalse();
        assertThat(measured(planning, 3e-3, 3e-3)).isFalse();
        assertThat(measured(planning, 3e-3, 3e-3)).isFalse();
        assertThat(measured(planning, 3e-3, 3e-3)).isTrue();

        assertThat(measured(planning(Activity.COMPUTES, new PlanWish.Auto()), 0.025, 0.025))
                .isTrue();
    }

    @Test
    void spendsAFiftiethOfTheTimeOnPlansWhileItemsCompute() {
        planNanos = 1_000_000;
        Planning planning = planning(Activity.COMPUTES, new PlanWish.Auto());
        long began = now;
        assertThat(decision(planning, job(1_000_000), 2e-4, 2e-4)).isPresent();
        // The first may come at once.
        assertThat((double) (advised - 2) * planNanos).isLessThanOrEqualTo(0.02 * (now - began));
    }
}
