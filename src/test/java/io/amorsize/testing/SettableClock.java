package io.amorsize.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes when it is told to. */
public final class SettableClock implements InstantSource {

    private Instant now = Instant.parse("2026-11-21T08:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Goes on by {@code step}. */
    public synchronized void tick(Duration step) {
        now = now.plus(step);
    }
}
