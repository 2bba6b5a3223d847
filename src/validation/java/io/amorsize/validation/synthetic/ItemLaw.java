package io.amorsize.validation.synthetic;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** How long items take, relative to their mean. */
enum ItemLaw {
    /** All alike. */
    CONSTANT,
    /** Anything between nothing and twice the mean. */
    UNIFORM,
    /** Exponential. */
    EXPONENTIAL,
    /** Lognormal with a coefficient of variation of 1. */
    LOGNORMAL_1,
    /** Lognormal with a coefficient of variation of 2. */
    LOGNORMAL_2,
    /** Pareto with index 1.5: no finite variance. */
    PARETO,
    /** Nine in ten take half the mean, the tenth eleven times that. */
    BIMODAL,
    /** Nine times as long at the end as at the beginning, with a little noise. */
    TREND,
    /** Lognormal; neighbours are alike (correlation 0.95 of the logarithms). */
    AUTOCORRELATED;

    private static final double PARETO_INDEX = 1.5;
    private static final double CORRELATION = 0.95;
    private static final double CORRELATED_DEVIATION = 0.7;

    /** Its name in tables. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Times of {@code count} items in their order, with mean 1 in the long run, all above 0. */
    double[] draw(int count, SplittableRandom random) {
        double[] times = new double[count];
        switch (this) {
            case CONSTANT -> Arrays.fill(times, 1);
            case UNIFORM -> Arrays.setAll(times, i -> Math.max(1e-3, 2 * random.nextDouble()));
            case EXPONENTIAL -> Arrays.setAll(times, i -> Math.max(1e-3, -StrictMath.log1p(-random.nextDouble())));
            case LOGNORMAL_1 -> Arrays.setAll(times, i -> lognormal(random.nextGaussian(), 1));
            case LOGNORMAL_2 -> Arrays.setAll(times, i -> lognormal(random.nextGaussian(), 2));
            case PARETO ->
                Arrays.setAll(
                        times,
                        i -> (PARETO_INDEX - 1)
                                / PARETO_INDEX
                                * StrictMath.pow(1 - random.nextDouble(), -1 / PARETO_INDEX));
            case BIMODAL -> Arrays.setAll(times, i -> random.nextDouble() < 0.9 ? 0.5 : 5.5);
            case TREND ->
                Arrays.setAll(times, i -> (0.2 + 1.6 * (i + 0.5) / count) * (0.9 + 0.2 * random.nextDouble()));
            case AUTOCORRELATED -> correlate(times, random);
        }
        return times;
    }

    private static double lognormal(double z, double variation) {
        double square = StrictMath.log1p(variation * variation);
        return StrictMath.exp(StrictMath.sqrt(square) * z - square / 2);
    }

    private static void correlate(double[] times, SplittableRandom random) {
        double z = random.nextGaussian();
        for (int i = 0; i < times.length; i++) {
            times[i] = StrictMath.exp(CORRELATED_DEVIATION * z - CORRELATED_DEVIATION * CORRELATED_DEVIATION / 2);
            z = CORRELATION * z + StrictMath.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
        }
    }
}
