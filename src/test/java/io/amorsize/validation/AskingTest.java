package io.amorsize.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.optimizer.PlanRequest;
import io.amorsize.recommendation.Machine;
import io.amorsize.recommendation.StatedHost;
import io.amorsize.testing.Requests;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.Observation;
import io.amorsize.workload.Samples;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AskingTest {

    private static final Machine MACHINE = new StatedHost(
                    OptionalDouble.of(7.5),
                    OptionalInt.of(4),
                    OptionalInt.of(8),
                    OptionalLong.empty(),
                    OptionalDouble.empty())
            .machine();

    private static Asking asking() {
        return new Asking(7.5, 4, 8);
    }

    @Test
    void aDescriptionAndRunsArriveAsTheApiReadsThem() {
        PlanRequest request = asking().items(1000)
                .itemTime(0.1, 0.02)
                .cpuShare(0.5)
                .observed(2, 19.5)
                .observed(4, 35)
                .workerCandidates(List.of(1, 2, 4))
                .runtime(ExecutionRuntime.CUSTOM)
                .workerStart(0.01)
                .dispatch(0.001)
                .downstreamConcurrency(3)
                .request();

        assertThat(request)
                .isEqualTo(Requests.described(1000, ItemTime.of(0.1, 0.02), 0.5)
                        .observations(List.of(Observation.ofRate(2, 19.5), Observation.ofRate(4, 35)))
                        .workerCandidates(1, 2, 4)
                        .runtime(ExecutionRuntime.CUSTOM)
                        .workerStartSeconds(0.01)
                        .dispatchSeconds(0.001)
                        .downstreamConcurrency(3)
                        .on(MACHINE.capacity())
                        .calibration(MACHINE.calibration())
                        .build());
    }

    @Test
    void samplesArriveToTheLastDigit() {
        double[] seconds = {0.1, 1.0 / 3, 1e-9};

        PlanRequest request = asking().items(10).samples(seconds).request();

        assertThat(request.workload().samples().map(Samples::wallSeconds))
                .hasValueSatisfying(read -> assertThat(read).containsExactly(seconds));
    }

    @Test
    void whatTheApiRefusesIsRefused() {
        assertThatThrownBy(() -> asking().items(0).itemTime(1, 0).request()).hasMessageContaining("/workload/items");
    }
}
