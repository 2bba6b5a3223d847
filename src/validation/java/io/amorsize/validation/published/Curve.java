package io.amorsize.validation.published;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A published scaling curve.
 *
 * @param name what was measured, in words
 * @param benchmark the whole benchmark it belongs to
 * @param machine name of the machine
 * @param cores its cores
 * @param threads its hardware threads
 * @param speed items a second by workers, in any unit; of one worker and of at least four other counts
 * @param serialSeconds time of an item that the question tells; 0 where it tells the throughput of one worker instead
 */
record Curve(
        String name,
        String benchmark,
        String machine,
        int cores,
        int threads,
        SortedMap<Integer, Double> speed,
        double serialSeconds) {

    private static final int LEAST_POINTS = 5;

    Curve {
        speed = Collections.unmodifiableSortedMap(new TreeMap<>(speed));
        if (!isJudgeable(speed)) {
            throw new IllegalArgumentException(name + " has no reading of one worker, or too few others");
        }
    }

    /** Whether there is a reading of one worker and enough others to choose from. */
    static boolean isJudgeable(SortedMap<Integer, Double> speed) {
        return speed.size() >= LEAST_POINTS && speed.containsKey(1);
    }

    /** Throughput of this many workers divided by that of one. */
    double speedup(int workers) {
        return at(workers) / at(1);
    }

    /** Throughput of a count that was measured. */
    double at(int workers) {
        Double value = speed.get(workers);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no reading of " + workers + " workers");
        }
        return value;
    }

    /** The fastest of the counts. */
    int best() {
        int best = 1;
        for (var point : speed.entrySet()) {
            if (point.getValue() > at(best)) {
                best = point.getKey();
            }
        }
        return best;
    }

    /** Share of the time with this many workers that the best count would have saved. */
    double regret(int workers) {
        return 1 - at(workers) / at(best());
    }

    /** The measured count that is nearest to {@code workers} by ratio, the lower of two. */
    int nearest(int workers) {
        int nearest = 1;
        for (int count : speed.keySet()) {
            if (distance(count, workers) < distance(nearest, workers)) {
                nearest = count;
            }
        }
        return nearest;
    }

    private static double distance(int one, int other) {
        return Math.abs(Math.log((double) one / other));
    }
}
