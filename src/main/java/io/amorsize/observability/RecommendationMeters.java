package io.amorsize.observability;

import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Decision;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Limit;
import io.amorsize.optimizer.WorkloadSummary;
import io.amorsize.recommendation.Recommendation;
import io.amorsize.recommendation.RecommendationListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Counts and times recommendations. A recommendation can take 10 µs, so meters are looked up by enums. Safe for use by
 * many threads.
 */
public final class RecommendationMeters implements RecommendationListener {

    /** Bounds of the histogram, from the fastest descriptor to a second, in µs. */
    private static final Duration[] BOUNDS = LongStream.of(
                    10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
                    1_000_000)
            .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
            .toArray(Duration[]::new);

    private record Labels(
            Decision decision, WorkloadSummary.Kind kind, Limit.Kind limit, Executor executor, EvidenceTag evidence) {}

    private final MeterRegistry registry;
    private final Map<Labels, Counter> counters = new ConcurrentHashMap<>();
    private final Map<EvidenceTag, Timer> timers = new ConcurrentHashMap<>();

    /**
     * Counts nothing yet.
     *
     * @param registry where the meters are registered, each with its first recommendation
     */
    public RecommendationMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void recommended(Recommendation recommendation, Duration took) {
        Advice advice = recommendation.advice();
        EvidenceTag evidence = EvidenceTag.of(recommendation.request());
        Labels labels = new Labels(
                advice.decision(),
                advice.workload().kind(),
                advice.limit().kind(),
                advice.plan().executor(),
                evidence);
        counters.computeIfAbsent(labels, this::counter).increment();
        timers.computeIfAbsent(evidence, this::timer).record(took);
    }

    private Counter counter(Labels labels) {
        return Counter.builder(Metric.RECOMMENDATIONS.meterName())
                .description(Metric.RECOMMENDATIONS.meaning())
                .tag(MetricTag.DECISION.label(), labels.decision().name())
                .tag(MetricTag.KIND.label(), labels.kind().name())
                .tag(MetricTag.LIMIT.label(), labels.limit().name())
                .tag(MetricTag.EXECUTOR.label(), labels.executor().name())
                .tag(MetricTag.EVIDENCE.label(), labels.evidence().tagValue())
                .register(registry);
    }

    private Timer timer(EvidenceTag evidence) {
        return Timer.builder(Metric.RECOMMENDATION_SECONDS.meterName())
                .description(Metric.RECOMMENDATION_SECONDS.meaning())
                .tag(MetricTag.EVIDENCE.label(), evidence.tagValue())
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }
}
