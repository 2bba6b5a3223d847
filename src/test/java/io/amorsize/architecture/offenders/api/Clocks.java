package io.amorsize.architecture.offenders.api;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.Locale;

/** Each method reads the wall clock. */
final class Clocks {
    static long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    static Instant instantNow() {
        return Instant.now();
    }

    static ZonedDateTime zonedNow() {
        return ZonedDateTime.now(ZoneOffset.UTC);
    }

    static Object systemClock() {
        return Clock.systemUTC();
    }

    static Object systemSource() {
        return InstantSource.system();
    }

    @SuppressWarnings("JavaUtilDate")
    static Object date() {
        return new Date();
    }

    static Object calendar() {
        return Calendar.getInstance(Locale.ROOT);
    }
}
