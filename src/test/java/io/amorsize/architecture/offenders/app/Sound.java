package io.amorsize.architecture.offenders.app;

import java.time.Instant;
import java.time.InstantSource;

/** Keeps the rules: the one place that knows what time it is. */
final class Sound {
    static Instant start(io.amorsize.architecture.offenders.optimizer.Sound plan) {
        return InstantSource.system().instant().plus(plan.time());
    }
}
