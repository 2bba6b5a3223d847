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

    private final Forecast forecast;
    private final double widthFactor;
    private final double[] best;
    private final double[][] sortedSpeedup;
    private final double[][] sortedRate;
    private final double totalSpread;
    private final Widening widening;
    private final double[] speedup;
    private final double[] regret;
    private final double serialSeconds;

    /**
     * An outlook.
     *
     * @param widthFactor factor on the width of every interval, in ln, above 0
     * @param totalSpread standard deviation of what chance adds to the time of all items together, in ln, where the futures
     *     do not draw it, at least 0
     * @param widening what experience then makes of every interval
     */
    Outlook(Forecast forecast, double widthFactor, double totalSpread, Widening widening) {
        this.forecast = forecast;
        this.widening = widening;
        this.widthFactor = widthFactor;
        this.totalSpread = totalSpread;
        int candidates = forecast.candidates().size();
        int futures = forecast.futures();
        double[] serial = new double[futures];
        Arrays.setAll(serial, forecast::serialSeconds);
        best = serial.clone();
        for (int c = 0; c < candidates; c++) {
            for (int f = 0; f < futures; f++) {
                best[f] = Math.min(best[f], forecast.seconds(c, f));
            }
        }
        speedup = new double[candidates];
        regret = new double[candidates];
        sortedSpeedup = new double[candidates][futures];
        sortedRate = new double[candidates][futures];
        int[] order = IntStream.range(0, futures).toArray();
        int[] orderOfRates = new int[futures];
        double[] rate = new double[futures];
        for (int c = 0; c < candidates; c++) {
            for (int f = 0; f < futures; f++) {
                rate[f] = 1 / forecast.seconds(c, f);
            }
            double sum = 0;
            double[] row = sortedSpeedup[c];
            double[] rates = sortedRate[c];
            for (int i = 0; i < futures; i++) {
                int f = order[i];
                row[i] = serial[f] * rate[f];
                sum += 1 - best[f] * rate[f];
            }
            if (forecast.candidates().get(c).workers() == 1) {
                Arrays.fill(row, 1); // which a time and its rounded inverse may miss
            }
            regret[c] = sum / futures;
            sort(row, order);
            speedup[c] = quantile(row, 0.5);
            System.arraycopy(order, 0, orderOfRates, 0, futures);
            for (int i = 0; i < futures; i++) {
                rates[i] = rate[orderOfRates[i]];
            }
            sort(rates, orderOfRates);
        }
        Arrays.sort(serial);
        serialSeconds = quantile(serial, 0.5);
    }

    /**
     * Sorts values, and the futures they belong to with them, by insertion: the futures come in an order that is nearly
     * theirs, that of the previous candidate or that of the speed-ups.
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

    /** Expected loss of a candidate against the best, as a share of its time, at least 0. */
    double regret(int candidate) {
        return regret[candidate];
    }

    /** Probability of each candidate that it is the best of all. */
    double[] chancesBest() {
        double[] chances = new double[size()];
        for (int f = 0; f < best.length; f++) {
            int winner = 0;
            while (winner < chances.length && forecast.seconds(winner, f) > best[f]) {
                winner++;
            }
            if (best[f] < forecast.serialSeconds(f)) {
                chances[winner] += 1.0 / best.length;
            }
        }
        return chances;
    }

    /** Median speed-up. */
    double speedup(int candidate) {
        return speedup[candidate];
    }

    /** Central interval of the speed-up that holds this share of the futures, widened as experience demands. */
    Interval interval(int candidate, Share share) {
        double[] sorted = sortedSpeedup[candidate];
        double middle = speedup[candidate];
        double down = Math.log(middle / quantile(sorted, share.low())) + share.logRepeat();
        double up = Math.log(quantile(sorted, share.high()) / middle) + share.logRepeat();
        return interval(middle, down, up);
    }

    /** What the width factor and experience make of the distances, in ln, of an interval's ends from its middle. */
    private Interval interval(double middle, double down, double up) {
        Interval interval = new Interval(middle * Math.exp(-widthFactor * down), middle * Math.exp(widthFactor * up));
        return widening.of(interval, middle);
    }

    /** Typical time of a candidate, in seconds: that of the serial run divided by the median speed-up. */
    double seconds(int candidate) {
        return serialSeconds / speedup(candidate);
    }

    /**
     * Central interval of the time of a candidate, in seconds, from the same futures as that of the speed-up. Where the serial
     * run takes the same time in all of them and chance adds nothing, the ends are that time divided by those of the speed-up.
     */
    Interval secondsInterval(int candidate, Share share) {
        double[] sorted = sortedRate[candidate];
        double middle = seconds(candidate);
        double faster = Math.log(Math.max(1, middle * quantile(sorted, share.high())));
        double slower = Math.log(Math.min(1, middle * quantile(sorted, share.low())));
        double chance = totalSpread * share.deviations();
        double down = Math.sqrt(faster * faster + chance * chance) + share.logRepeat();
        double up = Math.sqrt(slower * slower + chance * chance) + share.logRepeat();
        return interval(middle, down, up);
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

    /** Probability that a candidate is done by {@code deadline} seconds. */
    double probabilityDone(int candidate, double deadline) {
        int done = 0;
        for (int f = 0; f < forecast.futures(); f++) {
            done += forecast.seconds(candidate, f) <= deadline ? 1 : 0;
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

    /** Share of its time that a candidate loses against the best in each future, 0..1. */
    double[] losses(int candidate) {
        double[] losses = new double[best.length];
        for (int f = 0; f < losses.length; f++) {
            losses[f] = 1 - best[f] / forecast.seconds(candidate, f);
        }
        return losses;
    }

    /** How far the futures of a candidate's speed-up are apart: ln of the ratio of the ends of the central 90 %. */
    double uncertainty(int candidate) {
        double[] sorted = sortedSpeedup[candidate];
        return Math.log(quantile(sorted, 0.95) / quantile(sorted, 0.05));
    }
}
