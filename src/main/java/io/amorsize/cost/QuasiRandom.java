package io.amorsize.cost;

/**
 * Points that fill the unit cube evenly, so that a few dozen draws stand for a distribution.
 *
 * <p>The additive recurrence x(i) = frac(1/2 + i·α) with α(j) = φ^-(j+1), φ the positive root of x^(d+1) = x + 1.
 * Source: M. Roberts, "The Unreasonable Effectiveness of Quasirandom Sequences" (2018).
 */
final class QuasiRandom {

    private QuasiRandom() {}

    /**
     * Evenly spread points.
     *
     * @param points number of points, at least 1
     * @param dimensions number of dimensions, at least 1
     * @return array {@code [dimension][point]} of numbers above 0 and below 1
     */
    static double[][] uniform(int points, int dimensions) {
        double phi = 2;
        for (int i = 0; i < 60; i++) {
            phi = Math.pow(1 + phi, 1.0 / (dimensions + 1));
        }
        double[][] draws = new double[dimensions][points];
        for (int dimension = 0; dimension < dimensions; dimension++) {
            double alpha = Math.pow(phi, -(dimension + 1));
            for (int i = 0; i < points; i++) {
                double x = 0.5 + (i + 1) * alpha;
                x -= Math.floor(x);
                draws[dimension][i] = Math.min(1 - 1e-9, Math.max(1e-9, x));
            }
        }
        return draws;
    }

    /** The same points as standard normal numbers, array {@code [dimension][point]}. */
    static double[][] normal(int points, int dimensions) {
        double[][] draws = uniform(points, dimensions);
        for (double[] dimension : draws) {
            for (int i = 0; i < dimension.length; i++) {
                dimension[i] = Normal.quantile(dimension[i]);
            }
        }
        return draws;
    }
}
