package io.amorsize.validation.realwork;

import io.amorsize.validation.Statistics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToLongFunction;

/**
 * Elapsed times of one workload by the ways in which it was run. Ways are run in rounds, each round in another random
 * order, so that what else the machine does meets all of them alike. Each run is checked: the sum over its items must be
 * the one of the serial run. Used by one thread.
 */
final class Readings {

    private final IntToLongFunction item;
    private final int items;
    private final long sum;
    private final Random order;
    private final Map<Way, List<Double>> seconds = new HashMap<>();

    /**
     * @param sum what the items give together
     * @param order decides the order of runs
     */
    Readings(IntToLongFunction item, int items, long sum, Random order) {
        this.item = item;
        this.items = items;
        this.sum = sum;
        this.order = order;
    }

    /** Runs each of the ways so many times more. */
    void add(Collection<Way> ways, int rounds) throws InterruptedException {
        List<Way> shuffled = new ArrayList<>(new LinkedHashSet<>(ways));
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(shuffled, order);
            for (Way way : shuffled) {
                seconds.computeIfAbsent(way, first -> new ArrayList<>()).add(time(way));
            }
        }
    }

    private double time(Way way) throws InterruptedException {
        long begin = System.nanoTime();
        long given = WorkRun.of(item, items, way);
        long nanos = System.nanoTime() - begin;
        if (given != sum) {
            throw new IllegalStateException("Run by " + way.words() + " the items gave " + given + ", not " + sum);
        }
        return Math.max(1, nanos) / 1e9;
    }

    /**
     * Median time of a way.
     *
     * @throws IllegalArgumentException if it has not been run
     */
    double median(Way way) {
        return quantile(way, 0.5);
    }

    /** Half the interquartile range of a way's times as a share of their median, as for the figures of a calibration. */
    double spread(Way way) {
        return (quantile(way, 0.75) - quantile(way, 0.25)) / 2 / median(way);
    }

    /** The fastest of some ways. */
    Way fastest(Collection<Way> ways) {
        return ways.stream()
                .min((one, other) -> Double.compare(median(one), median(other)))
                .orElseThrow(() -> new IllegalArgumentException("there is no way"));
    }

    /** All ways that have been run, the fastest first. */
    List<Way> ranking() {
        return seconds.keySet().stream()
                .sorted((one, other) -> Double.compare(median(one), median(other)))
                .toList();
    }

    private double quantile(Way way, double p) {
        List<Double> readings = seconds.get(way);
        if (readings == null) {
            throw new IllegalArgumentException("has not been run: " + way.words());
        }
        return Statistics.quantile(
                readings.stream().mapToDouble(Double::doubleValue).toArray(), p);
    }
}
