package io.amorsize.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Figures of one kind, by the benchmark they come from: curves of one benchmark resemble each other, so an error of the mean
 * has to be estimated from whole benchmarks. For one thread.
 */
public final class Tally {

    private static final int RESAMPLES = 2000;
    private static final long SEED = 20_170_401;

    private final TreeMap<String, List<Double>> byBenchmark = new TreeMap<>();

    /** Adds a figure. */
    public void add(String benchmark, double figure) {
        byBenchmark.computeIfAbsent(benchmark, name -> new ArrayList<>()).add(figure);
    }

    /** Adds one where {@code holds}, otherwise zero: the mean is then the share of the cases in which it holds. */
    public void addWhether(String benchmark, boolean holds) {
        add(benchmark, holds ? 1 : 0);
    }

    /** How many figures there are. */
    public int size() {
        return byBenchmark.values().stream().mapToInt(List::size).sum();
    }

    /** How many benchmarks they come from. */
    public int benchmarks() {
        return byBenchmark.size();
    }

    /** Their mean; NaN without any. */
    public double mean() {
        return Statistics.mean(all());
    }

    /** Their median; NaN without any. */
    public double median() {
        return Statistics.quantile(all(), 0.5);
    }

    /** The figure that nine of ten do not exceed; NaN without any. */
    public double p90() {
        return Statistics.quantile(all(), 0.9);
    }

    /**
     * Standard error of the mean by the bootstrap over whole benchmarks (Efron, Tibshirani, An Introduction to the Bootstrap,
     * 1993, 8.4); always the same for the same figures. NaN with fewer than two benchmarks.
     */
    public double standardError() {
        if (byBenchmark.size() < 2) {
            return Double.NaN;
        }
        Collection<List<Double>> groups = byBenchmark.values();
        double[] sums = groups.stream()
                .mapToDouble(
                        group -> group.stream().mapToDouble(Double::doubleValue).sum())
                .toArray();
        int[] sizes = groups.stream().mapToInt(List::size).toArray();
        SplittableRandom random = new SplittableRandom(SEED);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            int size = 0;
            for (int j = 0; j < sums.length; j++) {
                int drawn = random.nextInt(sums.length);
                sum += sums[drawn];
                size += sizes[drawn];
            }
            means[i] = sum / size;
        }
        return Statistics.deviation(means);
    }

    private double[] all() {
        return byBenchmark.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** The figures, sorted. */
    public double[] sorted() {
        double[] figures = all();
        Arrays.sort(figures);
        return figures;
    }
}
