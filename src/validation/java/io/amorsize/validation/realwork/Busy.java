package io.amorsize.validation.realwork;

import java.util.concurrent.locks.LockSupport;

/** The grains of which items are made: numbers to compute and time to let pass. Stateless. */
final class Busy {

    private Busy() {}

    /** A well mixed function of {@code value} (the finaliser of SplitMix64; S. Vigna, 2015): random, but the same in each run. */
    static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** A number in 0..1, neither of them reached, that belongs to {@code value}. */
    static double fraction(long value) {
        return ((mix(value) >>> 11) + 0.5) * 0x1p-53;
    }

    /** Computes for a time in proportion to {@code rounds}, about 1.5 ns each, without touching memory (xorshift; G. Marsaglia, 2003). */
    static long churn(long value, long rounds) {
        long x = value | 1;
        for (long round = 0; round < rounds; round++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    /** Lets at least so much time pass without using a CPU. */
    static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
