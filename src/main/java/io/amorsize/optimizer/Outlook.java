package io.amorsize.optimizer;

import io.amorsize.cost.Candidate;
import io.amorsize.cost.Forecast;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a forecast says about each candidate: typical time, speed-up with its spread, expected regret, chance of being the
 * best. Computed once, then read.
 */
final class Outlook {

    /** No two runs take the same time: by so much, in ln, an interval with everything in it goes beyond the futures. */
    private static final double LEAST_HALF_WIDTH = 0.025;

    private final Forecast forecast;
    private final double widthFactor;
    private final double[][] loss;
    private final double[] serialLoss;
    private final double[][] sortedSpeedup;
    private final double[] regret;
    private final double[] chanceBest;
    private final double serialRegret;
    private final double serialSeconds;

    /**
     * An outlook.
     *
     * @param widthFactor factor on the width of every interval, in ln, above 0
     */
    Outlook(Forecast forecast, double widthFactor) {
        this.forecast = forecast;
        this.widthFactor = widthFactor;
        int candidates = forecast.candidates().size();
        int futures = forecast.futures();
        double[] best = new double[futures];
        serialLoss = new double[futures];
        int[] winner = new int[futures];
        for (int f = 0; f < futures; f++) {
            best[f] = forecast.serialSeconds(f);
            winner[f] = -1;
        }
        for (int c = 0; c < candidates; c++) {
            for (int f = 0; f < futures; f++) {
                double seconds = forecast.seconds(c, f);
                if (seconds < best[f]) {
                    best[f] = seconds;
                    winner[f] = c;
                }
            }
        }
        regret = new double[candidates];
        chanceBest = new double[candidates];
        sortedSpeedup = new double[candidates][futures];
        double[] serial = new double[futures];
        double serialSum = 0;
        for (int f = 0; f < futures; f++) {
            serial[f] = forecast.serialSeconds(f);
            serialLoss[f] = 1 - best[f] / serial[f];
            serialSum += serialLoss[f];
            if (winner[f] >= 0) {
                chanceBest[winner[f]] += 1.0 / futures;
            }
        }
        serialRegret = serialSum / futures;
        loss = new double[candidates][futures];
        int[] order = IntStream.range(0, futures).toArray();
        for (int c = 0; c < candidates; c++) {
            double sum = 0;
            double[] row = sortedSpeedup[c];
            double[] lost = loss[c];
            for (int i = 0; i < futures; i++) {
                int f = order[i];
                double rate = 1 / forecast.seconds(c, f);
                row[i] = serial[f] * rate;
                lost[f] = 1 - best[f] * rate;
                sum += lost[f];
            }
            regret[c] = sum / futures;
            sort(row, order);
        }
        Arrays.sort(serial);
        serialSeconds = quantile(serial, 0.5);
    }

    /**
     * Sorts values, and the futures they belong to with them, by insertion: the futures come in the order of the previous
     * candidate, which is nearly that of this one.
     */
    static void sort(double[] values, int[] order) {
        for (int i = 1; i < values.length; i++) {
            double value = values[i];
            int future = order[i];
            int at = i;
            while (at > 0 && values[at - 1] > value) {
                values[at] = values[at - 1];
                order[at] = order[at - 1];
                at--;
            }
            values[at] = value;
            order[at] = future;
        }
    }

    List<Candidate> candidates() {
        return forecast.candidates();
    }

    Candidate candidate(int candidate) {
        return forecast.candidates().get(candidate);
    }

    int size() {
        return regret.length;
    }

    Forecast forecast() {
        return forecast;
    }

    /** Median time of the serial run, in seconds. */
    double serialSeconds() {
        return serialSeconds;
    }

    /** Expected loss of the serial run against the best candidate, as a share of its time. */
    double serialRegret() {
        return serialRegret;
    }

    /** Expected loss of a candidate against the best, as a share of its time, at least 0. */
    double regret(int candidate) {
        return regret[candidate];
    }

    /** Probability that a candidate is the best of all. */
    double chanceBest(int candidate) {
        return chanceBest[candidate];
    }

    /** Median speed-up. */
    double speedup(int candidate) {
        return quantile(sortedSpeedup[candidate], 0.5);
    }

    /** Central interval of the speed-up that holds this share of the futures, widened as experience demands. */
    Interval interval(int candidate, double share) {
        double[] sorted = sortedSpeedup[candidate];
        double low = quantile(sorted, 0.5 * (1 - share));
        double high = quantile(sorted, 0.5 * (1 + share));
        double repeat = 1 + LEAST_HALF_WIDTH * share * share;
        if (widthFactor == 1) {
            return new Interval(low / repeat, high * repeat);
        }
        double middle = quantile(sorted, 0.5);
        return new Interval(
                middle * Math.pow(low / repeat / middle, widthFactor),
                middle * Math.pow(high * repeat / middle, widthFactor));
    }

    /**
     * Probability that a candidate is faster than serial by more than a factor and by more than a number of seconds.
     */
    double probabilityOfGain(int candidate, double factor, double leastSeconds) {
        int gains = 0;
        for (int f = 0; f < forecast.futures(); f++) {
            double serial = forecast.serialSeconds(f);
            double seconds = forecast.seconds(candidate, f);
            gains += serial > factor * seconds && serial - seconds > leastSeconds ? 1 : 0;
        }
        return (double) gains / forecast.futures();
    }

    /** Probability that a candidate is done by {@code deadline} seconds; -1 stands for the serial run. */
    double probabilityDone(int candidate, double deadline) {
        int done = 0;
        for (int f = 0; f < forecast.futures(); f++) {
            double seconds = candidate < 0 ? forecast.serialSeconds(f) : forecast.seconds(candidate, f);
            done += seconds <= deadline ? 1 : 0;
        }
        return (double) done / forecast.futures();
    }

    /** Quantile of a sorted array: value i stands for probability (i + 1/2) / n, with linear interpolation. */
    private static double quantile(double[] sorted, double p) {
        double position = Math.clamp(p * sorted.length - 0.5, 0, sorted.length - 1);
        int below = (int) position;
        double fraction = position - below;
        return fraction == 0 ? sorted[below] : sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
    }

    /**
     * Share of its time that a candidate loses against the best in each future, 0..1; -1 stands for the serial run. The array
     * must not be changed.
     */
    double[] losses(int candidate) {
        return candidate < 0 ? serialLoss : loss[candidate];
    }

    /** How far the futures of a candidate's speed-up are apart: ln of the ratio of the ends of the central 90 %. */
    double uncertainty(int candidate) {
        double[] sorted = sortedSpeedup[candidate];
        return Math.log(quantile(sorted, 0.95) / quantile(sorted, 0.05));
    }
}
