package io.amorsize.optimizer;

import static io.amorsize.testing.Requests.cpuBound;
import static io.amorsize.testing.Requests.observed;
import static io.amorsize.testing.Requests.sampled;
import static io.amorsize.testing.Requests.shippingCalls;
import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.workload.Observation;
import io.amorsize.workload.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvidenceTest {

    private static final Observation RUN = Observation.ofRate(2, 30);
    private static final double[] WALL = {0.01, 0.011, 0.009, 0.01, 0.012, 0.01, 0.01, 0.009};

    @Test
    void theStrongestInputCounts() {
        Samples samples = new Samples(WALL, WALL, new double[0], new double[0]);
        assertThat(Evidence.of(cpuBound(100, 1).build())).isEqualTo(Evidence.DESCRIPTOR);
        assertThat(Evidence.of(sampled(100, samples).build())).isEqualTo(Evidence.SAMPLES);
        assertThat(Evidence.of(sampled(100, samples).observations(List.of(RUN)).build()))
                .isEqualTo(Evidence.OBSERVATIONS);
        assertThat(Evidence.of(cpuBound(100, 1).build().with(new Experience(List.of(RUN), 1))))
                .isEqualTo(Evidence.OBSERVATIONS);
    }

    @ParameterizedTest
    @EnumSource(Evidence.class)
    void waitingIsKnownLessWellThanComputing(Evidence evidence) {
        assertThat(evidence.widthFactor(true)).isGreaterThan(evidence.widthFactor(false));
        assertThat(evidence.widthFactor(false)).isGreaterThan(0);
    }

    @Test
    void runsNeedTheLeastWidening() {
        for (boolean waits : new boolean[] {false, true}) {
            assertThat(Evidence.OBSERVATIONS.widthFactor(waits)).isLessThan(Evidence.SAMPLES.widthFactor(waits));
            assertThat(Evidence.SAMPLES.widthFactor(waits)).isLessThanOrEqualTo(Evidence.DESCRIPTOR.widthFactor(waits));
        }
    }

    @Test
    void anyProgramMayWait() {
        assertThat(Situation.of(cpuBound(100, 1).build()).widthFactor())
                .isEqualTo(Evidence.DESCRIPTOR.widthFactor(false));
        assertThat(Situation.of(shippingCalls().build()).widthFactor())
                .isEqualTo(Evidence.DESCRIPTOR.widthFactor(true));
        assertThat(Situation.of(observed(RUN).build()).widthFactor())
                .isEqualTo(Evidence.OBSERVATIONS.widthFactor(true));
    }
}
