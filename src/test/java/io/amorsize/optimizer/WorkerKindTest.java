package io.amorsize.optimizer;

import static io.amorsize.testing.Requests.busy;
import static io.amorsize.testing.Requests.cpuBound;
import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.PlanInvariants;
import io.amorsize.testing.Requests;
import io.amorsize.workload.ExecutionRuntime;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which threads carry a plan: a thread of the prior calibration takes 80 µs to start, and there are 8 cores. */
class WorkerKindTest {

    private static Advice advise(Requests requests) {
        PlanRequest request = requests.build();
        Advice advice = new Optimizer().advise(request);
        PlanInvariants.hold(request, advice);
        return advice;
    }

    /** 8 × 80 µs and a time slice are a fiftieth of 107 ms on 8 cores: of 856 ms of work. */
    @ParameterizedTest(name = "{0} items of 1 ms")
    @CsvSource({"20,VIRTUAL_THREADS", "800,VIRTUAL_THREADS", "900,PLATFORM_THREADS", "10000,PLATFORM_THREADS"})
    void shortRunsAreCarriedByThreadsThatNeedNoStart(int items, Executor executor) {
        Plan plan = advise(cpuBound(items, 0.001)).plan();

        assertThat(plan.workers()).isEqualTo(8);
        assertThat(plan.executor()).isEqualTo(executor);
    }

    /** 8 × 80 µs are a hundredth of 62.5 ms on 8 cores, with a time slice more than a fiftieth. */
    @Test
    void theTimeSliceIsNamedWithTheStart() {
        PlanRequest request = cpuBound(500, 0.001).build();

        assertThat(Explanation.of(request, new Optimizer().advise(request)))
                .contains(
                        "Virtual threads carry them: starting as many platform threads would take 640 µs, and perhaps a"
                                + " time slice of 1.50 ms more.");
    }

    @Test
    void runsThatShareOneStartAreLong() {
        assertThat(advise(cpuBound(800, 0.001).repetitions(2)).plan().executor())
                .isEqualTo(Executor.PLATFORM_THREADS);
    }

    @Test
    void whoAsksForThreadsGetsThem() {
        assertThat(advise(cpuBound(800, 0.001).runtime(ExecutionRuntime.JVM_THREADS))
                        .plan()
                        .executor())
                .isEqualTo(Executor.PLATFORM_THREADS);
    }

    @Test
    void whoStatesWhatAStartCostsHasThreads() {
        OverheadOverrides stated =
                new OverheadOverrides(OptionalDouble.of(1e-4), OptionalDouble.empty(), OptionalDouble.empty());

        assertThat(advise(cpuBound(800, 0.001).overheads(stated)).plan().executor())
                .isEqualTo(Executor.PLATFORM_THREADS);
    }

    /** Half a millisecond is saved: no pool is worth that, carriers that are there are. */
    @Test
    void littleIsSavedOnlyWhereNoPoolIsStarted() {
        Requests little = cpuBound(20, 3e-5);

        assertThat(advise(little.runtime(ExecutionRuntime.JVM_THREADS)).decision())
                .isEqualTo(Decision.SERIAL);
        assertThat(advise(little.runtime(ExecutionRuntime.AUTO)).decision()).isEqualTo(Decision.PARALLEL);
        assertThat(advise(cpuBound(20, 5e-6)).decision()).isEqualTo(Decision.SERIAL);
    }

    @Test
    void briefRunsDoNotCountOnCpusThatOthersUse() {
        assertThat(advise(cpuBound(2_000, 0.001).on(busy(4, 3))).decision()).isEqualTo(Decision.PARALLEL);
        assertThat(advise(cpuBound(10, 0.001).on(busy(4, 3))).decision()).isEqualTo(Decision.SERIAL);
        assertThat(advise(cpuBound(10, 0.001).on(busy(4, 1))).decision()).isEqualTo(Decision.PARALLEL);
    }
}
