package io.amorsize.cost;

import io.amorsize.workload.Samples;
import java.util.Arrays;

/**
 * Draws whole populations of items that a sample may have come from.
 *
 * <p>Of m sorted values, the m + 1 gaps between them have Dirichlet(1, …, 1) probabilities (the spacings of a uniform
 * sample; the smoothed form of D. B. Rubin, "The Bayesian Bootstrap", Annals of Statistics 9 (1981)); inside a gap items
 * are uniform; above the largest value they follow a Pareto tail whose index α is drawn from its posterior, with Hill's
 * statistic over the j = max(3, √m) largest values (B. M. Hill, Annals of Statistics 3 (1975)) and a prior worth three
 * values with the spread of the sample. A timeout cuts the values and the tail. Immutable and safe for use by many threads.
 */
final class ItemPopulation {

    /** Weight of the prior of the tail index, in values. */
    private static final double PRIOR_VALUES = 3;

    /** Item times with an infinite mean are not believed in. */
    private static final double LEAST_INDEX = 1.1;

    /** The few largest values alone, and how much more than theirs the excess of more values may be. */
    private static final int TOP = 4;

    private static final double LIGHTER_TOP = 2;

    private final double[] sorted;
    private final double timeout;
    private final double priorExcess;

    /**
     * The populations behind these samples.
     *
     * @param samples the samples
     * @param timeoutSeconds longest time an item is given, above 0; positive infinity without a limit
     */
    ItemPopulation(Samples samples, double timeoutSeconds) {
        sorted = samples.wallSeconds();
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = Math.min(sorted[i], timeoutSeconds);
        }
        timeout = timeoutSeconds;
        priorExcess = Math.clamp(logDeviation(sorted), 0.01, 0.5);
    }

    private static double logDeviation(double[] values) {
        if (values.length < 2) {
            return 0.3;
        }
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            double log = Math.log(value);
            sum += log;
            squares += log * log;
        }
        double mean = sum / values.length;
        return Math.sqrt(Math.max(0, squares / values.length - mean * mean) * values.length / (values.length - 1));
    }

    /**
     * One population.
     *
     * @param noise source of randomness
     * @param items number of items in the population, at least 1
     */
    Draw draw(Noise noise, double items) {
        int m = sorted.length;
        double[] weights = new double[m + 1];
        double total = 0;
        for (int i = 0; i <= m; i++) {
            weights[i] = noise.exponential();
            total += weights[i];
        }
        double lowest = Math.max(0.5 * sorted[0], sorted[0] - (sorted[m - 1] - sorted[0]) / m);
        double mean = 0;
        double square = 0;
        for (int i = 0; i < m; i++) {
            weights[i] /= total;
            double low = i == 0 ? lowest : sorted[i - 1];
            double high = sorted[i];
            mean += weights[i] * 0.5 * (low + high);
            square += weights[i] * (low * low + low * high + high * high) / 3;
        }
        weights[m] /= total;
        double bodyShare = 1 - weights[m];
        mean /= bodyShare;
        square /= bodyShare;
        return new Draw(
                lowest, weights, mean, Math.sqrt(Math.max(0, square - mean * mean)), tailIndex(noise), noise, items);
    }

    private double tailIndex(Noise noise) {
        int m = sorted.length;
        int largest = Math.min(m - 1, Math.max(3, (int) Math.sqrt(m)));
        // Two clusters of values look like a heavy tail at the gap between them, but not above it.
        double excess = Math.min(excess(largest), LIGHTER_TOP * excess(Math.min(m - 1, TOP)) * largest / TOP);
        // Gamma by E. B. Wilson and M. M. Hilferty, PNAS 17 (1931).
        double shape = largest + PRIOR_VALUES;
        double root = 1 - 1 / (9 * shape) + noise.normal() / (3 * Math.sqrt(shape));
        double gamma = shape * root * root * root;
        return Math.max(LEAST_INDEX, gamma / (excess + PRIOR_VALUES * priorExcess));
    }

    /** Hill's statistic: the sum of the log ratios of the largest values to the next one below them. */
    private double excess(int largest) {
        int m = sorted.length;
        double sum = 0;
        for (int i = m - largest; i < m; i++) {
            sum += Math.log(sorted[i] / sorted[m - 1 - largest]);
        }
        return sum;
    }

    /** One population of items: its body in distribution, the largest items one by one. */
    final class Draw {

        private static final int MOST_LARGE_ITEMS = 256;

        private final double lowest;
        private final double[] reached = new double[sorted.length];
        private final int[] guide = new int[sorted.length];
        private final double bodyMean;
        private final double bodyDeviation;
        private final double tailShare;
        private final double tailIndex;
        private final double[] large;
        private final double otherTailItems;
        private final double otherTailMean;
        private final double totalSeconds;

        private Draw(
                double lowest,
                double[] weights,
                double bodyMean,
                double bodyDeviation,
                double tailIndex,
                Noise noise,
                double items) {
            this.lowest = lowest;
            this.bodyMean = bodyMean;
            this.bodyDeviation = bodyDeviation;
            this.tailShare = weights[sorted.length];
            this.tailIndex = tailIndex;
            fillGuide(weights);
            double expected = items * tailShare;
            double tailItems = Math.min(
                    items, Math.max(0, Math.rint(expected + Math.sqrt(expected * (1 - tailShare)) * noise.normal())));
            this.large = new double[(int) Math.min(MOST_LARGE_ITEMS, tailItems)];
            // The r-th largest of M Pareto values is x_max (G_r / M)^(-1/α), G_r the r-th arrival of a Poisson process.
            double arrival = 0;
            double largeSum = 0;
            for (int i = 0; i < large.length; i++) {
                arrival += noise.exponential();
                large[i] = tail(Math.min(1, arrival / tailItems));
                largeSum += large[i];
            }
            this.otherTailItems = tailItems - large.length;
            this.otherTailMean = otherTailItems > 0 ? otherTailMean(tailItems, largeSum) : 0;
            double bodyItems = items - tailItems;
            this.totalSeconds = Math.max(
                    items * lowest,
                    bodyItems * bodyMean
                            + Math.sqrt(bodyItems) * bodyDeviation * noise.normal()
                            + otherTailItems * otherTailMean
                            + largeSum);
        }

        /** Share of the body up to each value, and for each part of the unit interval the gap in which it begins. */
        private void fillGuide(double[] weights) {
            double sum = 0;
            for (int gap = 0; gap < reached.length; gap++) {
                sum += weights[gap] / (1 - tailShare);
                reached[gap] = sum;
            }
            reached[reached.length - 1] = 1;
            int gap = 0;
            for (int part = 0; part < guide.length; part++) {
                while (reached[gap] * guide.length < part) {
                    gap++;
                }
                guide[part] = gap;
            }
        }

        /** The value that a share {@code upper} of the tail's items exceeds. */
        private double tail(double upper) {
            return Math.min(timeout, sorted[sorted.length - 1] * Math.pow(upper, -1 / tailIndex));
        }

        /** Mean of the tail's items but the large ones. */
        private double otherTailMean(double tailItems, double largeSum) {
            double least = sorted[sorted.length - 1];
            double limit = large[large.length - 1];
            double ratio = limit / least;
            double above = Math.pow(ratio, -tailIndex);
            double belowLimit = least
                    * tailIndex
                    * (Math.abs(tailIndex - 1) < 1e-6
                            ? Math.log(ratio)
                            : (1 - Math.pow(ratio, 1 - tailIndex)) / (tailIndex - 1));
            // Where the last large item was cut by the timeout, so are others.
            double mean = limit < timeout
                    ? belowLimit / (1 - above)
                    : (tailItems * (belowLimit + timeout * above) - largeSum) / otherTailItems;
            return limit > least ? Math.clamp(mean, least, limit) : least;
        }

        /** Time of one item, in seconds. */
        double item(Noise noise) {
            double u = noise.uniform();
            if (u < tailShare) {
                return tail(Math.max(1e-12, u / tailShare));
            }
            return body(noise);
        }

        private double body(Noise noise) {
            double p = noise.uniform();
            int gap = guide[(int) (p * guide.length)];
            while (reached[gap] < p) {
                gap++;
            }
            double low = gap == 0 ? lowest : sorted[gap - 1];
            double before = gap == 0 ? 0 : reached[gap - 1];
            return low + (sorted[gap] - low) * (p - before) / (reached[gap] - before);
        }

        /** Time of {@code count} items of the body, and of the tail's lesser items among them, in seconds. */
        double ordinaryItems(Noise noise, double count, double items) {
            double lesser = count * otherTailItems / items;
            double sum;
            if (count <= 4) {
                sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += body(noise);
                }
            } else {
                sum = Math.max(count * lowest, count * bodyMean + Math.sqrt(count) * bodyDeviation * noise.normal());
            }
            return sum + lesser * (otherTailMean - bodyMean);
        }

        /** The largest items, descending, in seconds. Not to be changed. */
        double[] large() {
            return large;
        }

        /** Time of all items one after the other, in seconds. */
        double totalSeconds() {
            return totalSeconds;
        }

        /** Mean time of an item of the body, in seconds. */
        double bodyMean() {
            return bodyMean;
        }
    }
}
