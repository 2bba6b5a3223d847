package io.amorsize.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts requests that were answered with a problem. Safe for use by many threads. */
public final class RequestMeters {

    private final MeterRegistry registry;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    /**
     * Counts nothing yet.
     *
     * @param registry where the counters are registered, each with its first problem
     */
    public RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Counts one request.
     *
     * @param code the stable code of the problem, one of a small set
     */
    public void failed(String code) {
        counters.computeIfAbsent(code, this::counter).increment();
    }

    private Counter counter(String code) {
        return Counter.builder(Metric.REQUEST_FAILURES.meterName())
                .description(Metric.REQUEST_FAILURES.meaning())
                .tag(MetricTag.CODE.label(), code)
                .register(registry);
    }
}
