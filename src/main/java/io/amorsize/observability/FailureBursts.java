package io.amorsize.observability;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How many items were given up alike, that is with the same fingerprint, within a minute of the clock. Remembers a
 * number for each job type and forgets the fingerprints with the minute. Safe for use by many threads.
 */
public final class FailureBursts {

    /** So many failures of one sort within a minute are a burst. */
    static final long BURST = 100;

    /** Most fingerprints of a type that are told apart; what fails with others in the same minute is not counted. */
    static final int SORTS = 1_000;

    private static final long MILLIS = 60_000;

    private final InstantSource clock;
    private final Map<String, Type> types = new HashMap<>();

    /** Counts nothing yet. */
    public FailureBursts(InstantSource clock) {
        this.clock = clock;
    }

    /** An item of a job type was given up. */
    synchronized void failed(String type, String fingerprint) {
        types.computeIfAbsent(type, name -> new Type()).count(minute(), fingerprint);
    }

    /** The most failures of a type that were alike, in this minute or the one before. */
    synchronized long greatest(String type) {
        Type found = types.get(type);
        return found == null ? 0 : found.greatest(minute());
    }

    /** The same over all types. */
    synchronized long greatest() {
        return types.values().stream()
                .mapToLong(type -> type.greatest(minute()))
                .max()
                .orElse(0);
    }

    private long minute() {
        return Math.floorDiv(clock.millis(), MILLIS);
    }

    /** The failures of a job type. */
    private static final class Type {

        private final Map<String, Long> sorts = new HashMap<>();
        private long minute;
        private long greatest;
        private long greatestBefore;

        void count(long now, String fingerprint) {
            advance(now);
            if (sorts.size() < SORTS || sorts.containsKey(fingerprint)) {
                greatest = Math.max(greatest, sorts.merge(fingerprint, 1L, Long::sum));
            }
        }

        long greatest(long now) {
            advance(now);
            return Math.max(greatest, greatestBefore);
        }

        private void advance(long now) {
            if (now > minute) {
                greatestBefore = now == minute + 1 ? greatest : 0;
                greatest = 0;
                sorts.clear();
                minute = now;
            }
        }
    }
}
