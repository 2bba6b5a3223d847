package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibrator;
import io.amorsize.host.ContainerInfo;
import io.amorsize.host.CpuInfo;
import io.amorsize.host.HostCapacity;
import io.amorsize.host.HostSnapshot;
import io.amorsize.host.JvmInfo;
import io.amorsize.host.LoadInfo;
import io.amorsize.host.MemoryInfo;
import io.amorsize.host.OsInfo;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.testing.MemoryOutcomeLog;
import io.amorsize.testing.Outcomes;
import io.amorsize.testing.Requests;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.WorkloadProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecommenderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:30:00.123456Z");

    private final List<Recommendation> heard = new ArrayList<>();
    private final MemoryOutcomeLog log = new MemoryOutcomeLog();
    private final Recommender recommender = new Recommender(
            new Optimizer(),
            RecommenderTest::snapshot,
            new Calibrator() {
                @Override
                public Calibration current() {
                    return Calibration.priors();
                }

                @Override
                public boolean remeasure() {
                    return false;
                }
            },
            new History(log, () -> NOW, Duration.ZERO),
            () -> NOW,
            () -> "id-1",
            (recommendation, took) -> {
                assertThat(took).isPositive();
                heard.add(recommendation);
            });

    @Test
    void countsOnWhatTheDetectorSees() {
        HostCapacity capacity = recommender.thisMachine().capacity();

        assertThat(capacity.effectiveCpus()).isEqualTo(2.5);
        assertThat(capacity.physicalCores()).isEqualTo(4);
        assertThat(capacity.logicalProcessors()).isEqualTo(8);
        assertThat(capacity.quotaCpus()).hasValue(2.5);
        assertThat(capacity.memoryBytes()).hasValue(1000);
        assertThat(capacity.smtGain()).as("a prior is no measurement").isEmpty();
    }

    @Test
    void namesDatesAndReportsEachRecommendation() {
        Recommendation recommendation = recommender.recommend(request());

        assertThat(recommendation.id()).isEqualTo("id-1");
        assertThat(recommendation.createdAt()).isEqualTo("2026-11-21T08:30:00.123Z");
        assertThat(heard).containsExactly(recommendation);
    }

    @Test
    void advisesEquallyOnEqualRequests() {
        assertThat(recommender.recommend(request()).advice())
                .isEqualTo(recommender.recommend(request()).advice());
    }

    @Test
    void countsOnWhatEarlierRunsTaught() {
        // Given
        log.add(Outcomes.numbered(1).machine(2.5, 4, 8).recordedAt(NOW).build(), Optional.empty());

        // When
        Recommendation recommendation = recommender.recommend(Requests.cpuBound(1_000, 0.1)
                .name("orders")
                .on(recommender.thisMachine().capacity())
                .build());

        // Then
        assertThat(recommendation.request().experience().observations()).hasSize(1);
        assertThat(recommendation.advice().scaling()).isPresent();
    }

    private PlanRequest request() {
        Machine machine = recommender.thisMachine();
        return PlanRequest.fastest(
                WorkloadProfile.described(100, ItemTime.of(0.1, 0.02), 1), machine.capacity(), machine.calibration());
    }

    private static HostSnapshot snapshot() {
        return new HostSnapshot(
                NOW,
                new CpuInfo(
                        Optional.empty(),
                        8,
                        OptionalInt.of(4),
                        OptionalInt.of(2),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.of(2.5),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        2.5),
                new MemoryInfo(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(1000),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                LoadInfo.UNKNOWN,
                new ContainerInfo(false, OptionalInt.empty(), Optional.empty()),
                new JvmInfo("25", "x", 3, 1, "G1"),
                new OsInfo("Linux", "6", "amd64"),
                Map.of(),
                Map.of());
    }
}
