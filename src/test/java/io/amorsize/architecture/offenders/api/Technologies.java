package io.amorsize.architecture.offenders.api;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.netflix.concurrency.limits.Limit;
import io.micrometer.core.instrument.MeterRegistry;

/** Technologies of other adapters. */
final class Technologies {
    static void micrometer(MeterRegistry registry) {
        registry.close();
    }

    static int limits(Limit limit) {
        return limit.getLimit();
    }

    static String leases(SchedulerName name) {
        return name.getName();
    }
}
