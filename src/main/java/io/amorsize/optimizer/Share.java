package io.amorsize.optimizer;

import io.amorsize.cost.Normal;

/** How much a central interval is to hold. */
enum Share {
    /** Half of the futures. */
    HALF(0.5),
    /** Nine futures of ten. */
    NINE_TENTHS(0.9);

    /** No two runs take the same time: by so much, in ln, an interval with everything in it goes beyond the futures. */
    private static final double LEAST_HALF_WIDTH = 0.025;

    private final double low;
    private final double high;
    private final double logRepeat;
    private final double deviations;

    Share(double share) {
        low = 0.5 * (1 - share);
        high = 0.5 * (1 + share);
        logRepeat = Math.log(1 + LEAST_HALF_WIDTH * share * share);
        deviations = Normal.quantile(high);
    }

    /** Probability of less than the lower end. */
    double low() {
        return low;
    }

    /** Probability of less than the upper end. */
    double high() {
        return high;
    }

    /** By how much each end goes beyond the futures, in ln. */
    double logRepeat() {
        return logRepeat;
    }

    /** Half the width of such an interval of the normal distribution, in standard deviations. */
    double deviations() {
        return deviations;
    }
}
