package io.amorsize.job.run;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What an item takes with so many workers at a time. The newest items count, and never more than the newer half of few:
 * the first pay for cold code. Not safe for use by many threads.
 */
final class Paces {

    /** Of one worker, which runs few items before there are others. */
    private static final int LEAST_ITEMS_ALONE = 3;

    private static final int LEAST_ITEMS = 16;
    private static final double LEAST_SECONDS = 1e-3;

    /** Largest standard error of a mean that is told, as a part of it. */
    private static final double LARGEST_ERROR = 0.1;

    private static final int LONGEST_BLOCK = 256;

    private final Map<Integer, Pace> byWorkers = new HashMap<>();

    /** Items in blocks, each twice as long as the one before; the last two count. */
    private static final class Pace {
        private Block before = new Block();
        private Block newest = new Block();
        private int length = 1;

        void add(double seconds) {
            newest.items++;
            newest.sum += seconds;
            newest.squares += seconds * seconds;
            if (newest.items >= length) {
                before = newest;
                newest = new Block();
                length = Math.min(LONGEST_BLOCK, 2 * length);
            }
        }

        OptionalDouble mean(int leastItems) {
            double items = (double) before.items + newest.items;
            double sum = before.sum + newest.sum;
            double mean = sum / items;
            double variance = Math.max(0, (before.squares + newest.squares) / items - mean * mean);
            boolean known =
                    items >= leastItems && sum >= LEAST_SECONDS && Math.sqrt(variance / items) <= LARGEST_ERROR * mean;
            return known ? OptionalDouble.of(mean) : OptionalDouble.empty();
        }
    }

    private static final class Block {
        private int items;
        private double sum;
        private double squares;
    }

    /** Items took so long each while so many workers ran. */
    void add(int workers, double[] seconds) {
        Pace pace = byWorkers.computeIfAbsent(workers, unseen -> new Pace());
        for (double one : seconds) {
            pace.add(one);
        }
    }

    /** Items that end per second with so many workers; empty unless that is known well. */
    OptionalDouble itemsPerSecond(int workers) {
        Pace pace = byWorkers.get(workers);
        if (pace == null) {
            return OptionalDouble.empty();
        }
        OptionalDouble mean = pace.mean(workers == 1 ? LEAST_ITEMS_ALONE : LEAST_ITEMS);
        return mean.isPresent() ? OptionalDouble.of(workers / mean.getAsDouble()) : mean;
    }
}
