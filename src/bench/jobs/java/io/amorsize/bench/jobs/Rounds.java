package io.amorsize.bench.jobs;

import io.amorsize.validation.Statistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * Times of some ways to do the same. Ways are run in rounds, each round in another order, so that what else the machine
 * does meets all of them alike; what counts are ratios within a round. Used by one thread.
 */
final class Rounds {

    private static final double NANOS = 1e9;

    private final List<Way> ways = new ArrayList<>();
    private final Random order = new Random(1);

    /** One of the ways and its times in seconds, in the order of the rounds. */
    private record Way(String name, Timed timed, List<Double> seconds) {}

    /** Adds a way. */
    Rounds way(String name, Timed timed) {
        ways.add(new Way(name, timed, new ArrayList<>()));
        return this;
    }

    /** Adds a way whose time is from call to return. */
    Rounds step(String name, Step step) {
        return way(name, () -> {
            long started = System.nanoTime();
            step.run();
            return (System.nanoTime() - started) / NANOS;
        });
    }

    /** What {@link #step} takes the time of. */
    @FunctionalInterface
    interface Step {

        /** Does it once. */
        void run() throws Exception;
    }

    /** Runs each way so many times more, after one time that is not counted if that is wanted. */
    Rounds run(int rounds, boolean warm) throws Exception {
        List<Way> shuffled = new ArrayList<>(ways);
        for (int round = warm ? -1 : 0; round < rounds; round++) {
            Collections.shuffle(shuffled, order);
            for (Way way : shuffled) {
                double took = way.timed.run();
                if (round >= 0) {
                    way.seconds.add(took);
                }
            }
        }
        return this;
    }

    private double[] of(String name) {
        return ways.stream()
                .filter(way -> way.name.equals(name))
                .flatMap(way -> way.seconds.stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Quantile of the times of a way, in seconds. */
    double seconds(String name, double p) {
        return Statistics.quantile(of(name), p);
    }

    /** Quantile over the rounds of the time of one way by that of another. */
    double ratio(String name, String other, double p) {
        return Statistics.quantile(compared(name, other, (above, below) -> above / below), p);
    }

    /** Median over the rounds of what one way takes longer than another, in seconds. */
    double secondsBeyond(String name, String other) {
        return Statistics.quantile(compared(name, other, (above, below) -> above - below), 0.5);
    }

    private double[] compared(String name, String other, DoubleBinaryOperator comparison) {
        double[] above = of(name);
        double[] below = of(other);
        return IntStream.range(0, above.length)
                .mapToDouble(round -> comparison.applyAsDouble(above[round], below[round]))
                .toArray();
    }

    /** The ways in the order in which they were added. */
    List<String> names() {
        return ways.stream().map(Way::name).toList();
    }
}
