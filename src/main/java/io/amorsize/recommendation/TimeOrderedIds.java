package io.amorsize.recommendation;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoField;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * UUIDs of version 7 as text. Each is greater than all before it from the same instance, also within a millisecond and
 * when the clock is set back. Safe for use by many threads if the random source is.
 *
 * <p>48 bits of milliseconds, 12 bits of a fraction of a millisecond (RFC 9562, section 6.2, method 3), 62 random bits.
 */
public final class TimeOrderedIds implements Supplier<String> {

    private static final int FRACTION_BITS = 12;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final AtomicLong lastTick = new AtomicLong();

    /** @param random source of the random bits; cryptographically strong if identifiers must not be guessed */
    public TimeOrderedIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String get() {
        long now = tick(clock.instant());
        long tick = lastTick.updateAndGet(last -> Math.max(last + 1, now));
        long fraction = tick & ((1 << FRACTION_BITS) - 1);
        long high = ((tick >>> FRACTION_BITS) << 16) | VERSION_7 | fraction;
        long low = VARIANT | (random.nextLong() >>> 2);
        return new UUID(high, low).toString();
    }

    private static long tick(Instant instant) {
        long nanosOfMilli = instant.get(ChronoField.NANO_OF_SECOND) % NANOS_PER_MILLI;
        return (instant.toEpochMilli() << FRACTION_BITS) | ((nanosOfMilli << FRACTION_BITS) / NANOS_PER_MILLI);
    }
}
