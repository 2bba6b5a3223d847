package io.amorsize.api.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.api.json.MalformedBody;
import io.amorsize.api.json.RecordReader;
import io.amorsize.api.json.Violations;
import io.amorsize.api.outcome.KeptPromise;
import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.recommendation.Machine;
import io.amorsize.recommendation.Promise;
import io.amorsize.recommendation.Recommendation;
import io.amorsize.workload.Observation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised is the same before and after a recommendation went through the store. */
class KeptPromiseTest {

    private static final RecordReader<RecommendationRequest> READER = RecordReader.of(RecommendationRequest.class);
    private static final Machine MACHINE = new Machine(HostCapacity.ofCores(6), Calibration.priors());
    private static final List<Experience> EXPERIENCES = List.of(
            Experience.NONE,
            new Experience(List.of(), 1.7),
            new Experience(List.of(Observation.ofRun(4, OptionalLong.of(1), 1_000, 12)), 1),
            new Experience(List.of(Observation.ofRun(4, OptionalLong.of(1), 1_000, 12)), 2.5));

    @ParameterizedTest
    @ValueSource(
            strings = {
                RequestExamples.WAITING,
                RequestExamples.COMPUTING,
                RequestExamples.SAMPLED,
                RequestExamples.OBSERVED,
                RequestExamples.ANOTHER_MACHINE,
                RequestExamples.CUSTOM_RUNTIME,
                "{\"workload\":{\"items\":7,\"itemTime\":{\"p50Seconds\":1,\"p95Seconds\":30}}}"
            })
    void survivesBeingKept(String json) throws MalformedBody {
        for (Experience experience : EXPERIENCES) {
            // Given
            RecommendationRequest asked =
                    Objects.requireNonNull(READER.read(json.getBytes(StandardCharsets.UTF_8), new Violations()));
            PlanRequest request = asked.toPlanRequest(MACHINE).with(experience);
            Recommendation recommendation =
                    new Recommendation("id", Instant.EPOCH, request, new Optimizer().advise(request));

            // When
            Promise kept = KeptPromise.of(Keeping.document(recommendation, asked, null));

            // Then
            assertThat(kept).isEqualTo(Promise.of(recommendation));
        }
    }
}
