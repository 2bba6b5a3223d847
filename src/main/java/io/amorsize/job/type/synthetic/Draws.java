package io.amorsize.job.type.synthetic;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random numbers that depend on a seed, the index of an item and what they are for, and on nothing else. */
enum Draws {
    SIZE(0x9E3779B97F4A7C15L),
    FAILURE(0xD1B54A32D192ED03L),
    DATA(0x8CB92BA72F3D8DD7L);

    private final long purpose;

    Draws(long purpose) {
        this.purpose = purpose;
    }

    /** The same numbers in the same order for the same arguments. */
    RandomGenerator of(long seed, long index) {
        return new SplittableRandom(mixed(mixed(seed ^ purpose) + index));
    }

    /** Variant 13 of Stafford's mixers (2011): neighbouring arguments give unrelated values. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
