package io.amorsize.cost;

import java.util.Arrays;

/**
 * Points that fill the unit cube evenly, so that a few dozen draws stand for a distribution.
 *
 * <p>The additive recurrence x(i) = frac(1/2 + i·α) with α(j) = φ^-(j+1), φ the positive root of x^(d+1) = x + 1.
 * Source: M. Roberts, "The Unreasonable Effectiveness of Quasirandom Sequences" (2018). Each coordinate is then moved to the
 * middle of its stratum, as in Latin hypercube sampling (M. D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21
 * (1979)).
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
                draws[dimension][i] = x - Math.floor(x);
            }
            stratify(draws[dimension]);
        }
        return draws;
    }

    /** Replaces each value by the middle of the stratum that its rank names, so that every coordinate is balanced. */
    private static void stratify(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < values.length; i++) {
            values[i] = (Arrays.binarySearch(sorted, values[i]) + 0.5) / values.length;
        }
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
