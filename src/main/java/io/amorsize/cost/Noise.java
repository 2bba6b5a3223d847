package io.amorsize.cost;

/**
 * A seeded stream of random numbers, cheap enough for simulations inside a request. Equal seeds give equal streams. Not
 * safe for use by several threads.
 *
 * <p>Source: G. Steele, D. Lea and C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014 (SplitMix64).
 */
final class Noise {

    private static final int TABLE = 4096;
    private static final double[] NORMAL = normalTable();

    private long state;

    Noise(long seed) {
        state = seed;
    }

    private static double[] normalTable() {
        double[] table = new double[TABLE];
        for (int i = 0; i < TABLE; i++) {
            table[i] = Normal.quantile((i + 0.5) / TABLE);
        }
        return table;
    }

    private long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform, at least 0 and below 1. */
    double uniform() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** Standard normal, within about 3.7 standard deviations. */
    double normal() {
        return NORMAL[(int) (next() >>> 52)];
    }

    /** Exponential with mean 1. */
    double exponential() {
        return -Math.log1p(-uniform());
    }
}
