package io.amorsize.validation.published;

import io.amorsize.validation.Statistics;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * All items of a run, in the order in which they are handed out. Immutable.
 *
 * @param name where they come from
 * @param seconds time of each, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ItemSet(String name, double[] seconds) {

    /** From this coefficient of variation on a few items carry much of the work. */
    private static final double HEAVY = 1.2;

    ItemSet {
        seconds = seconds.clone();
    }

    @Override
    public double[] seconds() {
        return seconds.clone();
    }

    int size() {
        return seconds.length;
    }

    double total() {
        return Arrays.stream(seconds).sum();
    }

    double mean() {
        return total() / seconds.length;
    }

    boolean isHeavy() {
        return Statistics.deviation(seconds) > HEAVY * mean();
    }

    /** This many different items, each set of them equally likely, in random order. */
    double[] sample(int count, SplittableRandom random) {
        double[] shuffled = seconds.clone();
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, shuffled.length);
            double drawn = shuffled[other];
            shuffled[other] = shuffled[i];
            shuffled[i] = drawn;
        }
        return Arrays.copyOf(shuffled, count);
    }
}
