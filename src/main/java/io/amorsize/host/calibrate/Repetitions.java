package io.amorsize.host.calibrate;

import io.amorsize.host.Calibration.Reading;
import java.util.Arrays;

/** Repeated readings of one quantity, and whether they agree well enough to be used. Immutable. */
final class Repetitions {

    /**
     * Greatest spread of a reading that is trusted. Four undisturbed repetitions out of five give 0.02 to 0.15 on an
     * idle machine, a busy neighbour 0.3 and more.
     */
    static final double TRUSTED_SPREAD = 0.25;

    /** Fewest readings that are trusted: with fewer, two disturbed ones would decide the median. */
    static final int TRUSTED_COUNT = 5;

    private final double[] sorted;

    /** @param values the readings in any order; those that are not finite and above 0 are left out */
    Repetitions(double[] values) {
        sorted = Arrays.stream(values)
                .filter(value -> value > 0 && value < Double.POSITIVE_INFINITY)
                .sorted()
                .toArray();
    }

    int count() {
        return sorted.length;
    }

    /** @throws IllegalStateException without a reading */
    double median() {
        return quantile(0.5);
    }

    /** @throws IllegalStateException without a reading */
    double spread() {
        return (quantile(0.75) - quantile(0.25)) / 2 / median();
    }

    boolean trusted() {
        return count() >= TRUSTED_COUNT && spread() <= TRUSTED_SPREAD;
    }

    /** The median where it is trusted, otherwise the prior beside what was measured, if anything was. */
    Reading orElse(double prior) {
        if (count() == 0) {
            return Reading.prior(prior);
        }
        return trusted() ? Reading.measured(median(), spread()) : Reading.mistrusted(prior, median(), spread());
    }

    /** Linear interpolation between order statistics (Hyndman and Fan 1996, type 7). */
    private double quantile(double q) {
        if (sorted.length == 0) {
            throw new IllegalStateException("no reading");
        }
        double at = q * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
