package io.amorsize.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.PlanRequest;
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

class EvidenceTagTest {

    private static final Optional<ItemTime> DESCRIBED = Optional.of(ItemTime.of(1, 0.1));
    private static final Optional<Samples> SAMPLED = Optional.of(Samples.ofWallSeconds(1, 2, 3));
    private static final List<Observation> OBSERVED = List.of(Observation.ofRate(2, 10));

    @Test
    void isTheStrongestThatWasGiven() {
        assertThat(of(DESCRIBED, Optional.empty(), List.of())).isEqualTo(EvidenceTag.DESCRIPTOR);
        assertThat(of(Optional.empty(), SAMPLED, List.of())).isEqualTo(EvidenceTag.SAMPLES);
        assertThat(of(DESCRIBED, SAMPLED, List.of())).isEqualTo(EvidenceTag.SAMPLES);
        assertThat(of(Optional.empty(), Optional.empty(), OBSERVED)).isEqualTo(EvidenceTag.OBSERVATIONS);
    }

    @Test
    void isMixedWhenObservationsAreNotAlone() {
        assertThat(of(DESCRIBED, Optional.empty(), OBSERVED)).isEqualTo(EvidenceTag.MIXED);
        assertThat(of(Optional.empty(), SAMPLED, OBSERVED)).isEqualTo(EvidenceTag.MIXED);
    }

    @Test
    void countsOutcomesOfEarlierRunsAsObservations() {
        PlanRequest request = request(DESCRIBED, Optional.empty(), List.of());

        assertThat(EvidenceTag.of(request.with(new Experience(OBSERVED, 1)))).isEqualTo(EvidenceTag.MIXED);
        assertThat(EvidenceTag.of(request.with(new Experience(List.of(), 2)))).isEqualTo(EvidenceTag.DESCRIPTOR);
    }

    private static EvidenceTag of(
            Optional<ItemTime> itemTime, Optional<Samples> samples, List<Observation> observations) {
        return EvidenceTag.of(request(itemTime, samples, observations));
    }

    private static PlanRequest request(
            Optional<ItemTime> itemTime, Optional<Samples> samples, List<Observation> observations) {
        WorkloadProfile workload = new WorkloadProfile(
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
                1);
        return PlanRequest.fastest(workload, HostCapacity.ofCores(4), Calibration.priors());
    }
}
