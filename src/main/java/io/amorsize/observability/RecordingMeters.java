package io.amorsize.observability;

import io.amorsize.recommendation.RecordingListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Counts what is kept and what is not, and logs when the store goes and comes. Safe for use by many threads. */
public final class RecordingMeters implements RecordingListener {

    private static final Logger LOG = Logger.getLogger(RecordingMeters.class);

    private final MeterRegistry registry;
    private final Counter kept;
    private final Map<Reason, Counter> notKept = new ConcurrentHashMap<>();

    /** @param registry where the counters are registered, all at 0, so that their first increase is seen */
    public RecordingMeters(MeterRegistry registry) {
        this.registry = registry;
        this.kept = Counter.builder(Metric.RECOMMENDATIONS_KEPT.meterName())
                .description(Metric.RECOMMENDATIONS_KEPT.meaning())
                .register(registry);
        for (Reason reason : Reason.values()) {
            notKept.put(reason, counter(reason));
        }
    }

    @Override
    public void kept(int recommendations) {
        kept.increment(recommendations);
    }

    @Override
    public void notKept(int recommendations, Reason reason) {
        notKept.computeIfAbsent(reason, this::counter).increment(recommendations);
    }

    @Override
    public void defect(RuntimeException failure) {
        LOG.error(LogLine.of("A recommendation could not be written down."), failure);
    }

    @Override
    public void storeFailed(RuntimeException failure) {
        Throwable cause = failure.getCause();
        LOG.warn(LogLine.of("The store does not answer; recommendations wait in memory.")
                .with(LogKey.CAUSE, cause == null ? failure : cause));
    }

    @Override
    public void storeRecovered() {
        LOG.info(LogLine.of("The store answers again."));
    }

    private Counter counter(Reason reason) {
        return Counter.builder(Metric.RECOMMENDATIONS_NOT_KEPT.meterName())
                .description(Metric.RECOMMENDATIONS_NOT_KEPT.meaning())
                .tag(MetricTag.REASON.label(), reason.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
