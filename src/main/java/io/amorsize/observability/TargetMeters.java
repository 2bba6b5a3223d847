package io.amorsize.observability;

import io.amorsize.job.work.TargetListener;
import io.amorsize.job.work.TargetStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Counts targets that break and recover, without their names: there may be thousands. The log names them. Safe for use by
 * many threads.
 */
public final class TargetMeters implements TargetListener {

    private static final Logger LOG = Logger.getLogger(TargetMeters.class);

    private final MeterRegistry registry;
    private final Map<TargetStatus.State, Counter> changes = new ConcurrentHashMap<>();

    /** @param registry where the counters are registered, all at 0, so that their first increase is seen */
    public TargetMeters(MeterRegistry registry) {
        this.registry = registry;
        for (TargetStatus.State state : TargetStatus.State.values()) {
            changes.put(state, counter(state));
        }
    }

    @Override
    public void changed(String target, TargetStatus.State state) {
        changes.computeIfAbsent(state, this::counter).increment();
        switch (state) {
            case OPEN -> LOG.warn(LogLine.of("Target fails and is left alone.").with(LogKey.TARGET, target));
            case HALF_OPEN -> LOG.debug(LogLine.of("Target is tried.").with(LogKey.TARGET, target));
            case CLOSED -> LOG.info(LogLine.of("Target works again.").with(LogKey.TARGET, target));
        }
    }

    private Counter counter(TargetStatus.State state) {
        return Counter.builder(Metric.TARGET_CHANGES.meterName())
                .description(Metric.TARGET_CHANGES.meaning())
                .tag(MetricTag.BREAKER.label(), state.name())
                .register(registry);
    }
}
