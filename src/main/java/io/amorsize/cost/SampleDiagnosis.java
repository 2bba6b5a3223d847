package io.amorsize.cost;

import io.amorsize.workload.Samples;
import java.util.Arrays;

/**
 * What a series of measured items shows besides its mean.
 *
 * @param steady the samples without those of the warm-up, in order
 * @param warmUpItems items at the start that are far slower than the rest and were left out, at least 0
 * @param mean mean of the steady samples in seconds
 * @param variation their coefficient of variation; a moderate one is assumed where a single sample cannot tell
 * @param trend change from the first to the last third as a share of the mean; 0 unless it is significant
 * @param autocorrelation rank correlation of neighbouring items; 0 unless it is significant
 * @param heavyTailed whether a few items carry much of the work
 */
public record SampleDiagnosis(
        Samples steady,
        int warmUpItems,
        double mean,
        double variation,
        double trend,
        double autocorrelation,
        boolean heavyTailed) {

    /** Standard errors at which a trend or a correlation counts as seen: one false alarm in a thousand. */
    private static final double SIGNIFICANCE = 3.3;

    private static final int LEAST_FOR_PATTERNS = 12;

    /** Ratio of the median absolute deviation to the standard deviation of a normal distribution. */
    private static final double MAD = 0.6745;

    /** Looks at these samples. */
    public static SampleDiagnosis of(Samples samples) {
        double[] all = samples.wallSeconds();
        int warmUp = warmUp(all);
        double[] values = Arrays.copyOfRange(all, warmUp, all.length);
        double mean = Arrays.stream(values).average().orElseThrow();
        double variation = variation(values, mean);
        double[] ranks = ranks(values);
        boolean enough = values.length >= LEAST_FOR_PATTERNS;
        double drift = enough ? correlation(ranks, ascending(values.length)) : 0;
        boolean drifting = Math.abs(drift) * Math.sqrt(values.length - 1.0) > SIGNIFICANCE;
        double neighbours = enough && !drifting ? neighbours(ranks) : 0;
        boolean alike = Math.abs(neighbours) * Math.sqrt(values.length - 1.0) > SIGNIFICANCE;
        return new SampleDiagnosis(
                Samples.ofWallSeconds(values),
                warmUp,
                mean,
                variation,
                drifting ? thirds(values) / mean : 0,
                alike ? neighbours : 0,
                ItemTimeLaw.heavyTailed(variation));
    }

    /** Length of the run of outliers at the start, where outliers are rare in the rest. */
    private static int warmUp(double[] values) {
        if (values.length < 8) {
            return 0;
        }
        double[] rest = Arrays.copyOfRange(values, values.length / 4, values.length);
        double median = median(rest);
        double[] deviations = Arrays.stream(rest).map(x -> Math.abs(x - median)).toArray();
        double bar = median + Math.max(5 * median(deviations) / MAD, 0.5 * median);
        long outliers = Arrays.stream(rest).filter(x -> x > bar).count();
        if (outliers * 20 > rest.length) {
            return 0;
        }
        int length = 0;
        while (length < values.length / 4 && values[length] > bar) {
            length++;
        }
        return length;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
    }

    private static double variation(double[] values, double mean) {
        if (values.length == 1) {
            return ItemTimeLaw.ASSUMED_VARIATION;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1)) / mean;
    }

    private static double thirds(double[] values) {
        int third = values.length / 3;
        double first = Arrays.stream(values, 0, third).average().orElse(0);
        double last = Arrays.stream(values, values.length - third, values.length)
                .average()
                .orElse(0);
        return last - first;
    }

    private static double neighbours(double[] ranks) {
        return correlation(Arrays.copyOfRange(ranks, 0, ranks.length - 1), Arrays.copyOfRange(ranks, 1, ranks.length));
    }

    private static double[] ascending(int length) {
        double[] numbers = new double[length];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    /** Ranks, equal values sharing their mean rank. */
    private static double[] ranks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            ranks[i] = 0.5 * (first(sorted, values[i]) + last(sorted, values[i]));
        }
        return ranks;
    }

    private static int first(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int last(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private static double correlation(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double product = 0;
        double squareX = 0;
        double squareY = 0;
        for (int i = 0; i < x.length; i++) {
            product += (x[i] - meanX) * (y[i] - meanY);
            squareX += (x[i] - meanX) * (x[i] - meanX);
            squareY += (y[i] - meanY) * (y[i] - meanY);
        }
        return squareX == 0 || squareY == 0 ? 0 : product / Math.sqrt(squareX * squareY);
    }
}
