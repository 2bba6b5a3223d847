package io.amorsize.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationTest {

    @Test
    void aRunIsKnownByItsRate() {
        Observation run = Observation.ofRun(4, OptionalLong.of(10), 1_000, 12.5);

        assertThat(run.itemsPerSecond()).isEqualTo(80);
        assertThat(run.items()).hasValue(1_000);
        assertThat(run.chunkSize()).hasValue(10);
    }

    @Test
    void aRateKnowsNeitherItemsNorChunks() {
        Observation rate = Observation.ofRate(8, 321);

        assertThat(rate.items()).isEmpty();
        assertThat(rate.chunkSize()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aRateIsAFiniteNumberAboveZero(double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Observation.ofRate(1, rate))
                .withMessageContaining("itemsPerSecond");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void aRunTakesSomeTime(double seconds) {
        assertThatIllegalArgumentException().isThrownBy(() -> Observation.ofRun(1, OptionalLong.empty(), 10, seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void countsAreAtLeastOne(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Observation.ofRate(count, 1))
                .withMessageContaining("workers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Observation(1, OptionalLong.of(count), OptionalLong.empty(), 1, 0))
                .withMessageContaining("chunkSize");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Observation(1, OptionalLong.empty(), OptionalLong.of(count), 1, 0))
                .withMessageContaining("items");
    }
}
