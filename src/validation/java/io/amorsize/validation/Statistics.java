package io.amorsize.validation;

import java.util.Arrays;

/** Sums of figures. */
public final class Statistics {

    /** 97.5 % point of the normal distribution. */
    private static final double Z = 1.959964;

    private Statistics() {}

    /**
     * A confidence interval of a share.
     *
     * @param low lower end, 0..1
     * @param high upper end, 0..1
     */
    public record Share(double low, double high) {}

    /** The arithmetic mean; NaN without figures. */
    public static double mean(double... figures) {
        return Arrays.stream(figures).average().orElse(Double.NaN);
    }

    /** The standard deviation with n − 1; NaN with fewer than two figures. */
    public static double deviation(double... figures) {
        double mean = mean(figures);
        double squares =
                Arrays.stream(figures).map(x -> (x - mean) * (x - mean)).sum();
        return figures.length < 2 ? Double.NaN : Math.sqrt(squares / (figures.length - 1));
    }

    /**
     * A quantile by linear interpolation between order statistics, as numpy and R (type 7) have it; NaN without figures.
     *
     * @param p 0..1
     */
    public static double quantile(double[] figures, double p) {
        if (figures.length == 0) {
            return Double.NaN;
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        double position = p * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /**
     * The 95 % confidence interval of a share of independent cases (E. B. Wilson, J. Amer. Statist. Assoc. 22, 1927).
     *
     * @param hits cases that count, 0..{@code cases}
     * @param cases all cases, at least 1
     */
    public static Share binomial(int hits, int cases) {
        double share = (double) hits / cases;
        double spread = Z * Math.sqrt(share * (1 - share) / cases + Z * Z / (4.0 * cases * cases));
        double centre = share + Z * Z / (2.0 * cases);
        double scale = 1 + Z * Z / cases;
        return new Share(Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale));
    }
}
