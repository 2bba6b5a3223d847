package io.amorsize.observability;

import static org.assertj.core.api.Assertions.assertThat;

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

class EvidenceTest {

    private static final Optional<ItemTime> DESCRIBED = Optional.of(ItemTime.of(1, 0.1));
    private static final Optional<Samples> SAMPLED = Optional.of(Samples.ofWallSeconds(1, 2, 3));
    private static final List<Observation> OBSERVED = List.of(Observation.ofRate(2, 10));

    @Test
    void isTheStrongestThatWasGiven() {
        assertThat(of(DESCRIBED, Optional.empty(), List.of())).isEqualTo(Evidence.DESCRIPTOR);
        assertThat(of(Optional.empty(), SAMPLED, List.of())).isEqualTo(Evidence.SAMPLES);
        assertThat(of(DESCRIBED, SAMPLED, List.of())).isEqualTo(Evidence.SAMPLES);
        assertThat(of(Optional.empty(), Optional.empty(), OBSERVED)).isEqualTo(Evidence.OBSERVATIONS);
    }

    @Test
    void isMixedWhenObservationsAreNotAlone() {
        assertThat(of(DESCRIBED, Optional.empty(), OBSERVED)).isEqualTo(Evidence.MIXED);
        assertThat(of(Optional.empty(), SAMPLED, OBSERVED)).isEqualTo(Evidence.MIXED);
    }

    private static Evidence of(Optional<ItemTime> itemTime, Optional<Samples> samples, List<Observation> observations) {
        return Evidence.of(new WorkloadProfile(
                Optional.empty(),
                OptionalLong.of(10),
                itemTime,
                samples,
                observations,
                OptionalDouble.empty(),
                Footprint.UNKNOWN,
                0,
                OptionalDouble.empty(),
                false,
                OptionalInt.empty(),
                1));
    }
}
