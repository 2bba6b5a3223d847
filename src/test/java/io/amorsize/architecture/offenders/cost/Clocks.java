package io.amorsize.architecture.offenders.cost;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Each method takes the time from somewhere. */
final class Clocks {
    static long nanoTime() {
        return System.nanoTime();
    }

    static long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    static Instant instantNow() {
        return Instant.now();
    }

    static LocalDate localDateNow() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    static Instant nowOfClock(Clock clock) {
        return Instant.now(clock);
    }

    static Object systemClock() {
        return Clock.systemUTC();
    }

    static Instant source(InstantSource source) {
        return source.instant();
    }
}
