package io.amorsize.optimizer;

import static io.amorsize.testing.Requests.cpuBound;
import static io.amorsize.testing.Requests.described;
import static io.amorsize.testing.Requests.machine;
import static io.amorsize.testing.Requests.sampled;
import static io.amorsize.testing.Requests.shippingCalls;
import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.testing.Requests;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.Observation;
import io.amorsize.workload.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Bars between what the optimizer reaches and what it must not fall back to; both stand next to each bar. */
class OptimizerGateTest {

    private static Advice advise(Requests requests) {
        return new Optimizer().advise(requests.build());
    }

    @Test
    void theShippingCallsTakeLessThanASecond() {
        double seconds = advise(shippingCalls()).estimate().parallelSeconds().orElseThrow();
        assertThat(seconds).isLessThan(0.40); // healthy 0.21; 0.83 with 60 workers
    }

    @Test
    void longCpuWorkOnEightCoresReachesMostOfThem() {
        double speedup = advise(cpuBound(10_000, 0.05)).estimate().speedup().value();
        assertThat(speedup).isGreaterThan(6.8); // healthy 7.18; 6.36 with one worker less
    }

    @Test
    void heavyTailedItemsAreHandedOutInSmallChunks() {
        SplittableRandom random = new SplittableRandom(11);
        double[] wall = DoubleStream.generate(() -> 0.01 * Math.exp(1.2 * random.nextGaussian()))
                .limit(128)
                .toArray();
        Samples samples = new Samples(wall, wall, new double[0], new double[0]);
        Advice advice = advise(sampled(10_000, samples));
        assertThat(advice.plan().chunkSize()).isLessThan(60); // healthy 1; 1,250 with equal shares
        assertThat(advice.estimate().speedup().value()).isGreaterThan(6.5); // healthy 7.13; 6.34 with one worker less
    }

    @Test
    void theIntervalOfADescriptionIsNeitherVainNorUseless() {
        Interval interval = advise(cpuBound(10_000, 0.05).on(machine(32, 32, 32)))
                .estimate()
                .speedup()
                .interval90();
        assertThat(interval.high() / interval.low())
                .isBetween(2.0, 12.0); // healthy 9.0; 1.05 without uncertainty of the law
    }

    @Test
    void observationsNarrowTheInterval() {
        Interval before = advise(cpuBound(10_000, 0.05).on(machine(32, 32, 32)))
                .estimate()
                .speedup()
                .interval90();
        Interval after = advise(cpuBound(10_000, 0.05)
                        .on(machine(32, 32, 32))
                        .observations(Arrays.asList(
                                Observation.ofRate(1, 20), Observation.ofRate(16, 290), Observation.ofRate(32, 540))))
                .estimate()
                .speedup()
                .interval90();
        double ratio = Math.log(after.high() / after.low()) / Math.log(before.high() / before.low());
        assertThat(ratio).isLessThan(0.3); // healthy 0.11; 1.0 when runs teach nothing
    }

    @Test
    void fewTinyItemsInterleavedWithWaitingStaySerial() {
        int parallel = 0;
        SplittableRandom random = new SplittableRandom(13);
        for (int i = 0; i < 100; i++) {
            double seconds = Math.pow(10, -8 + 2 * random.nextDouble());
            Advice advice = advise(described(20, ItemTime.of(seconds, seconds), random.nextDouble()));
            parallel += advice.decision() == Decision.PARALLEL ? 1 : 0;
        }
        assertThat(parallel).isZero(); // healthy 0; 100 without the bar of a sure gain
    }
}
