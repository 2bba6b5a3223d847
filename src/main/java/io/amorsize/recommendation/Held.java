package io.amorsize.recommendation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values that take their time to read, held for a while; those that were asked for last are held on to. Safe for use by
 * many threads. When a value has become old, one caller reads it again, and the others get the old one meanwhile.
 */
final class Held<K, V> {

    private final InstantSource clock;
    private final Duration lifetime;
    private final int most;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** A value or the place for one that is being read; its identity tells whether it was dropped meanwhile. */
    private static final class Entry<V> {

        private final Optional<V> value;
        private final Instant readAt;

        Entry(Optional<V> value, Instant readAt) {
            this.value = value;
            this.readAt = readAt;
        }
    }

    /**
     * Holds nothing yet.
     *
     * @param lifetime how long a value counts as new
     * @param most values that are held at once
     */
    Held(InstantSource clock, Duration lifetime, int most) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.most = most;
    }

    /** Whether {@link #get} will answer without reading. */
    synchronized boolean isFresh(K key) {
        return fresh(entries.get(key), clock.instant()).isPresent();
    }

    /** The value of {@code key}, from {@code reader} if it is not held or too old. */
    V get(K key, Supplier<V> reader) {
        Entry<V> reading;
        synchronized (this) {
            Instant now = clock.instant();
            Entry<V> held = entries.get(key);
            Optional<V> fresh = fresh(held, now);
            if (fresh.isPresent()) {
                return fresh.get();
            }
            reading = new Entry<>(held == null ? Optional.empty() : held.value, now);
            put(key, reading);
        }
        V value = reader.get();
        synchronized (this) {
            // What was dropped or read again meanwhile is newer than this value.
            if (entries.get(key) == reading) {
                put(key, new Entry<>(Optional.of(value), reading.readAt));
            }
        }
        return value;
    }

    /** The value of {@code key} as it was last read, however old; empty if it is not held. */
    synchronized Optional<V> last(K key) {
        Entry<V> held = entries.get(key);
        return held == null ? Optional.empty() : held.value;
    }

    /** Forgets the value of {@code key}: whoever asks from now on gets one that is read from now on. */
    synchronized void drop(K key) {
        entries.remove(key);
    }

    /** Forgets all values. */
    synchronized void dropAll() {
        entries.clear();
    }

    private void put(K key, Entry<V> entry) {
        entries.put(key, entry);
        if (entries.size() > most) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private Optional<V> fresh(@Nullable Entry<V> entry, Instant now) {
        return entry == null || now.isAfter(entry.readAt.plus(lifetime)) ? Optional.empty() : entry.value;
    }
}
