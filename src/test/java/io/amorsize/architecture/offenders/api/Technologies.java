package io.amorsize.architecture.offenders.api;

import io.micrometer.core.instrument.MeterRegistry;

/** Technology of another adapter. */
final class Technologies {
    static void micrometer(MeterRegistry registry) {
        registry.close();
    }
}
