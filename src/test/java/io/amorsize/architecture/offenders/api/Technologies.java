package io.amorsize.architecture.offenders.api;

import com.netflix.concurrency.limits.Limit;
import io.micrometer.core.instrument.MeterRegistry;

/** Technology of another adapter. */
final class Technologies {
    static void micrometer(MeterRegistry registry) {
        registry.close();
    }

    static int limits(Limit limit) {
        return limit.getLimit();
    }
}
