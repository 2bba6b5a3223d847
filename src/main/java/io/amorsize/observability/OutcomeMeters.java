package io.amorsize.observability;

import io.amorsize.optimizer.Evidence;
import io.amorsize.optimizer.Interval;
import io.amorsize.optimizer.WorkloadSummary;
import io.amorsize.recommendation.Outcome;
import io.amorsize.recommendation.OutcomeListener;
import io.amorsize.recommendation.Prediction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts outcomes. Safe for use by many threads. */
public final class OutcomeMeters implements OutcomeListener {

    private enum Verdict {
        INSIDE,
        OUTSIDE,
        UNKNOWN
    }

    private record Labels(WorkloadSummary.Kind kind, Evidence evidence, Verdict verdict) {}

    private final MeterRegistry registry;
    private final Map<Labels, Counter> counters = new ConcurrentHashMap<>();

    /** @param registry where the counters are registered, each with its first outcome */
    public OutcomeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void recorded(Outcome outcome) {
        Labels labels = new Labels(
                outcome.circumstances().workloadClass().kind(),
                outcome.circumstances().workloadClass().evidence(),
                verdict(outcome));
        counters.computeIfAbsent(labels, this::counter).increment();
    }

    private static Verdict verdict(Outcome outcome) {
        Optional<Interval> interval = outcome.prediction().map(Prediction::interval90);
        if (interval.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        double seconds = outcome.run().elapsedSeconds();
        return interval.get().low() <= seconds && seconds <= interval.get().high() ? Verdict.INSIDE : Verdict.OUTSIDE;
    }

    private Counter counter(Labels labels) {
        return Counter.builder(Metric.OUTCOMES.meterName())
                .description(Metric.OUTCOMES.meaning())
                .tag(MetricTag.KIND.label(), labels.kind().name())
                .tag(MetricTag.EVIDENCE.label(), labels.evidence().name().toLowerCase(Locale.ROOT))
                .tag(MetricTag.INTERVAL90.label(), labels.verdict().name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
