package io.amorsize.cost;

import io.amorsize.workload.RuntimeOverheads;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/** Cost models for tests: CPU-bound items on idle cores without overheads, until said otherwise. */
record Models(
        double items,
        double mean,
        double variation,
        double cpuShare,
        int cores,
        double startSeconds,
        double dispatchSeconds,
        double poolSpread) {

    static final ChunkTime.Costs FREE = new ChunkTime.Costs(0, 0, 0, 0, 0, 0);

    static Models of(double items, double mean) {
        return new Models(items, mean, 0, 1, 8, 0, 0, 0);
    }

    Models variation(double value) {
        return new Models(items, mean, value, cpuShare, cores, startSeconds, dispatchSeconds, poolSpread);
    }

    Models cpuShare(double value) {
        return new Models(items, mean, variation, value, cores, startSeconds, dispatchSeconds, poolSpread);
    }

    Models cores(int value) {
        return new Models(items, mean, variation, cpuShare, value, startSeconds, dispatchSeconds, poolSpread);
    }

    Models dispatch(double seconds) {
        return new Models(items, mean, variation, cpuShare, cores, startSeconds, seconds, poolSpread);
    }

    Models start(double seconds) {
        return new Models(items, mean, variation, cpuShare, cores, seconds, dispatchSeconds, poolSpread);
    }

    Models poolSpread(double value) {
        return new Models(items, mean, variation, cpuShare, cores, startSeconds, dispatchSeconds, value);
    }

    RunModel model() {
        return new RunModel(new RunModel.Inputs(
                items,
                new ItemTimeLaw(mean, variation, mean, 0, mean, false),
                workers -> cpuShare,
                cpus(cores),
                OptionalDouble.empty(),
                false,
                Bandwidth.UNLIMITED,
                workers -> new RuntimeOverheads(
                        startSeconds, 0, 0, poolSpread, dispatchSeconds, Double.POSITIVE_INFINITY, false),
                0,
                0,
                1,
                workers -> Double.POSITIVE_INFINITY));
    }

    /** Idle cores with one hardware thread each. */
    static CpuCapacity cpus(int cores) {
        return new CpuCapacity(cores, cores, cores, 0, false, Double.POSITIVE_INFINITY, false);
    }

    /** The times of one candidate in all futures, ascending. */
    static double[] sorted(Forecast forecast, int candidate) {
        double[] seconds = new double[forecast.futures()];
        for (int future = 0; future < seconds.length; future++) {
            seconds[future] = forecast.seconds(candidate, future);
        }
        Arrays.sort(seconds);
        return seconds;
    }

    /** The quantile of ascending numbers, by linear interpolation between their plotting positions (i + 1/2) / n. */
    static double quantile(double[] ascending, double p) {
        double position = Math.clamp(p * ascending.length - 0.5, 0, ascending.length - 1.0);
        int below = (int) position;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
    }

    /** Independent items of a law, given by its quantile function. */
    static double[] items(RandomGenerator random, int count, DoubleUnaryOperator quantile) {
        double[] items = new double[count];
        for (int i = 0; i < count; i++) {
            items[i] = quantile.applyAsDouble((random.nextLong(1L << 52) + 0.5) / (1L << 52));
        }
        return items;
    }

    /** Quantile function of a lognormal law with median 1. */
    static DoubleUnaryOperator lognormal(double sigma) {
        return p -> Math.exp(sigma * Normal.quantile(p));
    }

    /** Quantile function of the exponential law with mean 1. */
    static DoubleUnaryOperator exponential() {
        return p -> -Math.log1p(-p);
    }

    /** Quantile function of the Pareto law from 1 on. */
    static DoubleUnaryOperator pareto(double alpha) {
        return p -> Math.pow(1 - p, -1 / alpha);
    }
}
