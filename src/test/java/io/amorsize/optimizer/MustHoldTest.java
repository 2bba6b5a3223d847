package io.amorsize.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.workload.Footprint;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.Observation;
import io.amorsize.workload.Samples;
import io.amorsize.workload.WorkloadProfile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The promises of the design, one test each. */
class MustHoldTest {

    private final Optimizer optimizer = new Optimizer();

    private Advice advise(WorkloadProfile workload, HostCapacity host) {
        PlanRequest request = PlanRequest.fastest(workload, host, Calibration.priors());
        Advice advice = optimizer.advise(request);
        System.err.println(advice.decision() + " " + advice.plan() + " " + advice.estimate() + " " + advice.limit()
                + " " + advice.nextProbe() + advice.readiness() + advice.warnings());
        System.err.println(String.join("\n  ", Explanation.of(request, advice)));
        return advice;
    }

    @Test
    void tinyWorkStaysSerial() {
        Advice advice = advise(WorkloadProfile.described(100, ItemTime.of(1e-7, 1e-8), 1), HostCapacity.ofCores(8));

        assertThat(advice.decision()).isEqualTo(Decision.SERIAL);
    }

    @Test
    void cpuBoundWorkUsesTheCpus() {
        Advice advice = advise(WorkloadProfile.described(10_000, ItemTime.of(0.01, 0.002), 1), HostCapacity.ofCores(8));

        assertThat(advice.decision()).isEqualTo(Decision.PARALLEL);
        assertThat(advice.plan().workers()).isBetween(7, 8);
        assertThat(advice.limit().kind()).isEqualTo(Limit.Kind.CPU);
    }

    @Test
    void waitingWorkUsesManyWorkers() {
        Advice advice =
                advise(WorkloadProfile.described(1000, ItemTime.of(0.045, 0.01), 0.02), HostCapacity.ofCores(8));

        assertThat(advice.plan().workers()).isGreaterThan(60);
    }

    @Test
    void memory() {
        WorkloadProfile p = new WorkloadProfile(
                Optional.empty(),
                OptionalLong.of(1000),
                Optional.of(ItemTime.of(1, 0.1)),
                Optional.empty(),
                List.of(),
                OptionalDouble.of(1),
                new Footprint(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(8L << 30),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                0,
                OptionalDouble.empty(),
                false,
                OptionalInt.empty(),
                1);
        Advice advice = advise(
                p,
                new HostCapacity(
                        16, 16, 16, OptionalDouble.empty(), OptionalDouble.empty(), 0, OptionalLong.of(32L << 30)));

        assertThat(advice.plan().workers()).isBetween(2, 4);
        assertThat(advice.limit().kind()).isEqualTo(Limit.Kind.MEMORY);
    }

    @Test
    void quota() {
        Advice advice = advise(
                WorkloadProfile.described(10_000, ItemTime.of(0.01, 0.002), 1),
                new HostCapacity(1.5, 32, 64, OptionalDouble.empty(), OptionalDouble.of(1.5), 0, OptionalLong.empty()));

        assertThat(advice.plan().workers()).isEqualTo(2);
        assertThat(advice.limit().kind()).isEqualTo(Limit.Kind.CPU_QUOTA);
    }

    @Test
    void samples() {
        double[] s = new double[128];
        java.util.Random r = new java.util.Random(1);
        for (int i = 0; i < s.length; i++) s[i] = 0.02 * Math.exp(0.8 * r.nextGaussian());
        advise(WorkloadProfile.sampled(5000, Samples.ofWallSeconds(s)), HostCapacity.ofCores(8));
        advise(WorkloadProfile.sampled(500, Samples.ofWallSeconds(s)), HostCapacity.ofCores(8));
        advise(WorkloadProfile.sampled(50, Samples.ofWallSeconds(s)), HostCapacity.ofCores(8));
        for (int i = 0; i < 20; i++) {
            long t = System.nanoTime();
            for (int k = 0; k < 50; k++)
                optimizer.advise(PlanRequest.fastest(
                        WorkloadProfile.sampled(5000, Samples.ofWallSeconds(s)),
                        HostCapacity.ofCores(8),
                        Calibration.priors()));
            System.err.println("samples us " + (System.nanoTime() - t) / 50e3);
        }
    }

    @Test
    void observations() {
        var o = List.of(Observation.ofRate(1, 1.0), Observation.ofRate(24, 18), Observation.ofRate(48, 21));
        var p = WorkloadProfile.observed(o);
        HostCapacity h =
                new HostCapacity(48, 24, 48, OptionalDouble.empty(), OptionalDouble.empty(), 0, OptionalLong.empty());
        advise(p, h);
        for (int i = 0; i < 20; i++) {
            long t = System.nanoTime();
            for (int k = 0; k < 500; k++) optimizer.advise(PlanRequest.fastest(p, h, Calibration.priors()));
            System.err.println("obs us " + (System.nanoTime() - t) / 500e3);
        }
        var d = WorkloadProfile.described(1000, ItemTime.of(0.045, 0.01), 0.02);
        for (int i = 0; i < 20; i++) {
            long t = System.nanoTime();
            for (int k = 0; k < 5000; k++)
                optimizer.advise(PlanRequest.fastest(d, HostCapacity.ofCores(8), Calibration.priors()));
            System.err.println("desc io us " + (System.nanoTime() - t) / 5000e3);
        }
        var e = WorkloadProfile.described(10000, ItemTime.of(0.01, 0.01), 1);
        for (int i = 0; i < 20; i++) {
            long t = System.nanoTime();
            for (int k = 0; k < 5000; k++)
                optimizer.advise(PlanRequest.fastest(e, HostCapacity.ofCores(8), Calibration.priors()));
            System.err.println("desc cpu us " + (System.nanoTime() - t) / 5000e3);
        }
    }
}
