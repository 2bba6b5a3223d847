package io.amorsize.observability;

import io.amorsize.deadletter.DeadLetterListener;
import io.amorsize.job.ItemError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what happens with dead letters. Safe for use by many threads. */
public final class DeadLetterMeters implements DeadLetterListener {

    private record Labels(String type, ItemError.Reason reason, boolean replay) {}

    private final MeterRegistry registry;
    private final FailureBursts bursts;
    private final Map<Labels, Counter> failures = new ConcurrentHashMap<>();
    private final Set<String> types = ConcurrentHashMap.newKeySet();

    /**
     * Counts nothing yet.
     *
     * @param registry where the meters are registered, each with the first that it counts
     * @param bursts told of each failure
     */
    public DeadLetterMeters(MeterRegistry registry, FailureBursts bursts) {
        this.registry = registry;
        this.bursts = bursts;
    }

    @Override
    public void failed(String type, ItemError error, boolean replay) {
        bursts.failed(type, error.fingerprint());
        failures.computeIfAbsent(new Labels(type, error.reason(), replay), this::failures)
                .increment();
    }

    @Override
    public void replayed(String type) {
        ofType(Metric.DEAD_LETTERS_REPLAYED, type).increment();
    }

    @Override
    public void dropped(String type, long count) {
        ofType(Metric.DEAD_LETTERS_DROPPED, type).increment((double) count);
    }

    private Counter failures(Labels labels) {
        if (types.add(labels.type())) {
            Gauge.builder(Metric.DEAD_LETTER_BURST.meterName(), bursts, all -> (double) all.greatest(labels.type()))
                    .description(Metric.DEAD_LETTER_BURST.meaning())
                    .tag(MetricTag.JOB_TYPE.label(), labels.type())
                    .strongReference(true)
                    .register(registry);
        }
        return Counter.builder(Metric.DEAD_LETTER_FAILURES.meterName())
                .description(Metric.DEAD_LETTER_FAILURES.meaning())
                .tag(MetricTag.JOB_TYPE.label(), labels.type())
                .tag(MetricTag.FAILURE.label(), labels.reason().name())
                .tag(MetricTag.REPLAY.label(), Boolean.toString(labels.replay()))
                .register(registry);
    }

    private Counter ofType(Metric metric, String type) {
        return Counter.builder(metric.meterName())
                .description(metric.meaning())
                .tag(MetricTag.JOB_TYPE.label(), type)
                .register(registry);
    }
}
