package io.amorsize.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Decision;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.recommendation.Recommendation;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.WorkloadProfile;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecommendationMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RecommendationMeters meters = new RecommendationMeters(registry);

    @Test
    void countsByDecision() {
        Recommendation serial = recommendation(1e-7);
        Recommendation parallel = recommendation(1);
        assertThat(serial.advice().decision()).isEqualTo(Decision.SERIAL);
        assertThat(parallel.advice().decision()).isEqualTo(Decision.PARALLEL);

        meters.recommended(serial, Duration.ofNanos(10_000));
        meters.recommended(parallel, Duration.ofNanos(20_000));
        meters.recommended(parallel, Duration.ofNanos(30_000));

        assertThat(count(Decision.SERIAL)).isEqualTo(1);
        assertThat(count(Decision.PARALLEL)).isEqualTo(2);
    }

    @Test
    void tagsEachRecommendationWithWhatWasAdvised() {
        Recommendation recommendation = recommendation(1);
        Advice advice = recommendation.advice();

        meters.recommended(recommendation, Duration.ofNanos(1));

        assertThat(registry.get("amorsize_recommendations")
                        .tag("kind", advice.workload().kind().name())
                        .tag("limit", advice.limit().kind().name())
                        .tag("executor", advice.plan().executor().name())
                        .tag("evidence", "descriptor")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void timesFromTenMicrosecondsToASecond() {
        meters.recommended(recommendation(1), Duration.ofNanos(30_000));

        Timer timer = registry.get("amorsize_recommendation").timer();
        assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(30_000);
        assertThat(Arrays.stream(timer.takeSnapshot().histogramCounts())
                        .mapToDouble(bucket -> bucket.bucket(TimeUnit.SECONDS)))
                .startsWith(1e-5)
                .endsWith(1.0)
                .isSorted();
        assertThat(Arrays.stream(timer.takeSnapshot().histogramCounts())
                        .filter(bucket -> bucket.bucket(TimeUnit.MICROSECONDS) < 50)
                        .mapToDouble(bucket -> bucket.count()))
                .containsOnly(0.0);
    }

    private double count(Decision decision) {
        return registry.get("amorsize_recommendations")
                .tag("decision", decision.name())
                .counter()
                .count();
    }

    private static Recommendation recommendation(double itemSeconds) {
        PlanRequest request = PlanRequest.fastest(
                WorkloadProfile.described(100, ItemTime.of(itemSeconds, 0), 1),
                HostCapacity.ofCores(4),
                Calibration.priors());
        return new Recommendation("id", Instant.EPOCH, request, new Optimizer().advise(request));
    }
}
