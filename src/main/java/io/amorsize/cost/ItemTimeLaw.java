package io.amorsize.cost;

import io.amorsize.workload.ItemTime;

/**
 * The distribution of item times as far as a formula needs it.
 *
 * @param mean mean in seconds, above 0
 * @param variation coefficient of variation, at least 0
 * @param expectedLongest typical (median) longest of all items of the run, in seconds, at least the mean
 * @param longestSpread scale of ln of the longest item around its expectation, a Gumbel law, at least 0
 * @param longestPossible longest time an item can take, in seconds, at least {@code expectedLongest}; may be infinite
 * @param variationAssumed whether the variation is a guess
 */
public record ItemTimeLaw(
        double mean,
        double variation,
        double expectedLongest,
        double longestSpread,
        double longestPossible,
        boolean variationAssumed) {

    /** Coefficient of variation of items about which nothing but a typical time is known. */
    static final double ASSUMED_VARIATION = 0.3;

    /** Coefficient of variation beyond which a few items carry much of the work. */
    private static final double HEAVY_TAIL = 1.2;

    /**
     * The greatest of normal numbers has a Gumbel scale of one over its quantile (E. J. Gumbel, "Statistics of Extremes"
     * (1958), section 5.3), which holds from a few numbers on.
     */
    private static final double LEAST_EXTREME = 1;

    /** Standard normal quantile of the 95th percentile. */
    private static final double Z95 = 1.6448536;

    /**
     * The law that a caller's description stands for; quantiles are read as those of a lognormal distribution, the
     * usual shape of service times.
     *
     * @param described the description
     * @param items number of items, at least 1
     * @param timeoutSeconds longest time an item is given; positive infinity without a limit
     */
    public static ItemTimeLaw of(ItemTime described, double items, double timeoutSeconds) {
        double logDeviation = logDeviation(described);
        boolean assumed = Double.isNaN(logDeviation);
        if (assumed) {
            logDeviation = Math.sqrt(Math.log1p(ASSUMED_VARIATION * ASSUMED_VARIATION));
        }
        double mean = described.mean().isPresent()
                ? described.mean().getAsDouble()
                : described.median().orElseThrow() * Math.exp(logDeviation * logDeviation / 2);
        double variation = described.standardDeviation().isPresent()
                ? described.standardDeviation().getAsDouble() / mean
                : Math.sqrt(Math.expm1(logDeviation * logDeviation));
        mean = Math.min(mean, timeoutSeconds);
        double extreme = -Normal.quantile(1 / (items + 1));
        double tail = mean * Math.exp(logDeviation * extreme - logDeviation * logDeviation / 2);
        double possible =
                Math.max(mean, Math.min(timeoutSeconds, described.max().orElse(timeoutSeconds)));
        double longest = Math.clamp(tail, mean, possible);
        return new ItemTimeLaw(
                mean, variation, longest, logDeviation / Math.max(LEAST_EXTREME, extreme), possible, assumed);
    }

    /** The law of items of which a typical time is known at most; the longest is not looked at. */
    public static ItemTimeLaw guessed(double mean) {
        return new ItemTimeLaw(mean, ASSUMED_VARIATION, mean, 0, mean, true);
    }

    /** Whether a few items carry much of the work. */
    public boolean heavyTailed() {
        return heavyTailed(variation);
    }

    /** Whether items of this coefficient of variation have a few among them that carry much of the work. */
    static boolean heavyTailed(double variation) {
        return variation > HEAVY_TAIL;
    }

    private static double logDeviation(ItemTime described) {
        if (described.standardDeviation().isPresent()) {
            double deviation = described.standardDeviation().getAsDouble();
            if (described.mean().isPresent()) {
                double variation = deviation / described.mean().getAsDouble();
                return Math.sqrt(Math.log1p(variation * variation));
            }
            // Median m and deviation d of a lognormal: with y = exp(s²), y (y - 1) = (d / m)².
            double ratio = deviation / described.median().orElseThrow();
            return Math.sqrt(Math.log((1 + Math.sqrt(1 + 4 * ratio * ratio)) / 2));
        }
        if (described.p95().isPresent()) {
            if (described.median().isPresent()) {
                return Math.log(described.p95().getAsDouble()
                                / described.median().getAsDouble())
                        / Z95;
            }
            // ln(p95 / mean) = z s - s²/2; beyond its maximum at s = z the percentile says no more.
            double gap =
                    Math.log(described.p95().getAsDouble() / described.mean().orElseThrow());
            return gap <= 0 ? Double.NaN : Z95 - Math.sqrt(Math.max(0, Z95 * Z95 - 2 * gap));
        }
        if (described.mean().isPresent()
                && described.median().isPresent()
                && described.mean().getAsDouble() > described.median().getAsDouble()) {
            return Math.sqrt(2
                    * Math.log(
                            described.mean().getAsDouble() / described.median().getAsDouble()));
        }
        if (described.max().isPresent()) {
            double typical = described.mean().orElseGet(() -> described.median().orElseThrow());
            return Math.min(1.5, Math.log(Math.max(1, described.max().getAsDouble() / typical)) / 3);
        }
        return Double.NaN;
    }
}
