package io.amorsize.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Reading;
import io.amorsize.testing.PlanInvariants;
import io.amorsize.testing.Requests;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.Samples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Items that wait shortly: what they cost depends on the kind of thread that waits. */
class WaitingItemsTest {

    private static final int ITEMS = 600;

    private static Advice advise(Requests requests) {
        PlanRequest request = requests.build();
        Advice advice = new Optimizer().advise(request);
        PlanInvariants.hold(request, advice);
        return advice;
    }

    /** Items of 390 µs, 20 µs of them CPU time of the platform thread that they were timed on. */
    private static Requests sampled() {
        double[] wall = new double[64];
        double[] cpu = new double[64];
        Arrays.fill(wall, 3.9e-4);
        Arrays.fill(cpu, 2e-5);
        return Requests.sampled(ITEMS, new Samples(wall, cpu, new double[0], new double[0]));
    }

    private static Calibration waits(double threadSeconds, double virtualThreadSeconds) {
        Calibration priors = Requests.measuredPriors();
        return new Calibration(
                priors.status(),
                priors.measuredAt(),
                priors.statusReason(),
                priors.dispatchSeconds(),
                priors.threadStartSeconds(),
                priors.virtualThreadStartSeconds(),
                priors.processStartSeconds(),
                Reading.measured(threadSeconds, 0.1),
                Reading.measured(virtualThreadSeconds, 0.1),
                priors.memoryBandwidth(),
                priors.smtGain());
    }

    @Test
    void waitsThatAreCheaperOnVirtualThreadsAllowMoreOfThem() {
        Plan dear = advise(sampled().calibration(waits(1.8e-5, 1.8e-5))).plan();
        Plan cheap = advise(sampled().calibration(waits(1.8e-5, 2e-6))).plan();

        assertThat(cheap.executor()).isEqualTo(Executor.VIRTUAL_THREADS);
        assertThat(cheap.workers()).isGreaterThan(2 * dear.workers());
    }

    @Test
    void aWaitMayCostTwiceWhatTheCalibrationFoundAndNoMore() {
        // All of 20 µs were two waits of 10 µs, so that 8 CPUs carry 8 × 390 µs / 4 µs of them
        assertThat(advise(sampled().items(100_000).calibration(waits(1e-5, 2e-6)))
                        .estimate()
                        .speedup()
                        .value())
                .isBetween(8 * 390 / 5.0, 8 * 390 / 4.0);

        // 12 µs of 20 µs were computing
        assertThat(advise(sampled().items(100_000).calibration(waits(4e-6, 1e-6)))
                        .estimate()
                        .speedup()
                        .value())
                .isBetween(8 * 390 / 16.0, 8 * 390 / 14.0);
    }

    @Test
    void platformThreadsWaitAsTheSampleDid() {
        Requests platform = sampled().runtime(ExecutionRuntime.JVM_THREADS);

        assertThat(advise(platform.calibration(waits(1.8e-5, 2e-6))).plan())
                .isEqualTo(
                        advise(sampled().runtime(ExecutionRuntime.JVM_THREADS).calibration(waits(1.8e-5, 1.8e-5)))
                                .plan());
    }

    @Test
    void aStatedCpuShareIsNotDoubted() {
        assertThat(advise(sampled().cpuShare(0.05).calibration(waits(1.8e-5, 2e-6)))
                        .plan())
                .isEqualTo(advise(sampled().cpuShare(0.05).calibration(waits(1.8e-5, 1.8e-5)))
                        .plan());
    }

    @Test
    void noItemIsThoughtToNeedLessThanAWait() {
        // Threads whose wait was measured dearer than all that an item needed
        Advice advice = advise(sampled().items(100_000).calibration(waits(1e-4, 1e-5)));

        // Then 8 CPUs are thought to carry 8 × 390 µs / 10 µs of them
        assertThat(advice.estimate().speedup().value()).isLessThan(8 * 39);
    }
}
