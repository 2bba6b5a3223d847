package io.amorsize.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadProfileTest {

    private static WorkloadProfile profile(OptionalLong items, Optional<ItemTime> itemTime, List<Observation> runs) {
        return new WorkloadProfile(
                Optional.empty(),
                items,
                itemTime,
                Optional.empty(),
                runs,
                OptionalDouble.empty(),
                Footprint.UNKNOWN,
                0,
                OptionalDouble.empty(),
                false,
                OptionalInt.empty(),
                1);
    }

    @Test
    void needsSomethingToGoBy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> profile(OptionalLong.of(1), Optional.empty(), List.of()))
                .withMessage("one of itemTime, samples and observations is needed");
    }

    @Test
    void needsTheNumberOfItemsUnlessRunsWereObserved() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> profile(OptionalLong.empty(), Optional.of(ItemTime.of(1, 0)), List.of()))
                .withMessage("items may be missing only with observations");
        assertThat(WorkloadProfile.observed(List.of(Observation.ofRate(1, 1))).items())
                .isEmpty();
    }

    @Test
    void keepsACopyOfTheObservations() {
        // Given
        List<Observation> runs = new ArrayList<>(List.of(Observation.ofRate(1, 1)));
        WorkloadProfile profile = profile(OptionalLong.empty(), Optional.empty(), runs);

        // When
        runs.clear();

        // Then
        assertThat(profile.observations()).hasSize(1);
    }

    @Test
    void anItemTimeNeedsAMeanOrAMedian() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ItemTime(
                        OptionalDouble.empty(),
                        OptionalDouble.of(1),
                        OptionalDouble.empty(),
                        OptionalDouble.of(1),
                        OptionalDouble.of(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 0, 1, workerStartSeconds",
        "Infinity, 0, 0, 1, workerStartSeconds",
        "NaN, 0, 0, 1, workerStartSeconds",
        "0, -1, 0, 1, workerStopSeconds",
        "0, Infinity, 0, 1, workerStopSeconds",
        "0, 0, -1, 1, dispatchSeconds",
        "0, 0, NaN, 1, dispatchSeconds",
        "0, 0, 0, 0, transferBytesPerSecond",
        "0, 0, 0, NaN, transferBytesPerSecond"
    })
    void overheadsAreChecked(double start, double stop, double dispatch, double transfer, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuntimeOverheads(start, 0, stop, 0, dispatch, transfer, false))
                .withMessageContaining(name);
    }
}
