package io.amorsize.validation.realwork;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;

/** Items that get in each other's way: in memory, in the heap, at a lock, at a counter. */
final class SharingWork {

    /** Well beyond the last cache of most processors. */
    private static final int RING = 1 << 24;

    private static final int ARRAY = 1 << 24;
    private static final int SLICE = 1 << 14;
    private static final int SMALL_RING = 1 << 12;

    private SharingWork() {}

    static List<Workload> all() {
        Workload stream = Workload.prepared(
                "memory-stream", "adds up 128 KiB of 128 MiB", 6 * ARRAY / SLICE, SharingWork::stream);
        return List.of(
                Workload.prepared("memory-chase", "follows 60 links through 64 MiB", 8_000, () -> chase(RING, 60)),
                Workload.prepared(
                        "cache-chase", "follows 5,000 links through 16 KiB", 8_000, () -> chase(SMALL_RING, 5_000)),
                stream,
                stream.withPayloadTold("memory-stream-told", (long) SLICE * Long.BYTES),
                Workload.computing("small-objects", "builds a list of 1,500 boxed numbers", 6_000, SharingWork::boxes),
                Workload.computing("large-objects", "fills 512 KiB and drops it", 1_500, SharingWork::largeArray),
                locked("lock-5", "5 % of 10 µs under one lock", 5_000, 300, 5_700),
                locked("lock-30", "30 % of 10 µs under one lock", 5_000, 1_800, 4_200),
                locked("lock-70", "70 % of 10 µs under one lock", 5_000, 4_200, 1_800),
                locked("lock-all", "all of 10 µs under one lock", 5_000, 6_000, 0),
                Workload.prepared(
                        "shared-counter", "counts 50 times on one counter, 2 µs", 30_000, SharingWork::counter));
    }

    /** One cycle through all places in random order (S. Sattolo, Information Processing Letters 22, 1986). */
    static IntToLongFunction chase(int places, int steps) {
        int[] next = new int[places];
        for (int place = 0; place < places; place++) {
            next[place] = place;
        }
        for (int place = places - 1; place > 0; place--) {
            int other = (int) (place * Busy.fraction(place));
            int kept = next[place];
            next[place] = next[other];
            next[other] = kept;
        }
        return index -> {
            int place = (int) (places * Busy.fraction(index));
            for (int step = 0; step < steps; step++) {
                place = next[place];
            }
            return place;
        };
    }

    private static IntToLongFunction stream() {
        long[] values = new long[ARRAY];
        for (int at = 0; at < ARRAY; at++) {
            values[at] = at;
        }
        return index -> {
            int from = index % (ARRAY / SLICE) * SLICE;
            long sum = 0;
            for (int at = from; at < from + SLICE; at++) {
                sum += values[at];
            }
            return sum;
        };
    }

    private static long boxes(int index) {
        List<Long> boxes = new ArrayList<>();
        for (int box = 0; box < 1_500; box++) {
            boxes.add(1_000L + index + box);
        }
        return boxes.hashCode();
    }

    private static long largeArray(int index) {
        long[] values = new long[1 << 16];
        for (int at = 0; at < values.length; at++) {
            values[at] = index ^ at;
        }
        return values[(int) (values.length * Busy.fraction(index))];
    }

    private static Workload locked(String name, String about, int items, long underLock, long outside) {
        return Workload.prepared(name, about, items, () -> {
            Object lock = new Object();
            return index -> {
                long own = Busy.churn(index, outside);
                synchronized (lock) {
                    return own + Busy.churn(index, underLock);
                }
            };
        });
    }

    private static IntToLongFunction counter() {
        AtomicLong counter = new AtomicLong();
        return index -> {
            long value = index;
            for (int count = 0; count < 50; count++) {
                value = Busy.churn(value, 20);
                counter.incrementAndGet();
            }
            return value;
        };
    }
}
