package io.amorsize.validation.realwork;

import io.amorsize.optimizer.Executor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for the best plan by running many: worker counts, chunk sizes and kinds of threads. All are run once, then the
 * faster half again, then the faster half of those, and so on: the readings go where the best is. Stateless.
 */
final class Sweep {

    private static final int[] WORKERS = {2, 3, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

    /** Greatest step between neighbouring chunk sizes. */
    private static final double LARGEST_STEP = 8;

    private static final int FEWEST_STEPS = 3;

    private static final int MOST_ROUNDS = 4;
    private static final int FEWEST_KEPT = 4;

    private Sweep() {}

    /** All plans that are tried: serial first. */
    static List<Way> plans(int items, int mostWorkers) {
        List<Way> plans = new ArrayList<>(List.of(Way.SERIAL));
        for (int workers : WORKERS) {
            if (workers <= Math.min(items, mostWorkers)) {
                for (long chunkSize : chunkSizes(items, workers)) {
                    plans.add(new Way.Planned(Executor.PLATFORM_THREADS, workers, chunkSize));
                    plans.add(new Way.Planned(Executor.VIRTUAL_THREADS, workers, chunkSize));
                }
            }
        }
        return plans;
    }

    /** A geometric series from single items to one chunk for each worker, both included. */
    static Set<Long> chunkSizes(int items, int workers) {
        double largest = Math.ceil((double) items / workers);
        int steps = Math.max(FEWEST_STEPS, (int) Math.ceil(Math.log(largest) / Math.log(LARGEST_STEP)));
        Set<Long> sizes = new LinkedHashSet<>();
        for (int step = 0; step <= steps; step++) {
            sizes.add(Math.round(Math.pow(largest, (double) step / steps)));
        }
        return sizes;
    }

    /**
     * Runs the plans.
     *
     * @return how many runs it took
     */
    static int run(Readings readings, List<Way> plans) throws InterruptedException {
        List<Way> left = plans;
        int runs = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            readings.add(left, 1);
            runs += left.size();
            List<Way> ranked = left.stream()
                    .sorted((one, other) -> Double.compare(readings.median(one), readings.median(other)))
                    .toList();
            left = ranked.subList(0, Math.min(ranked.size(), Math.max(FEWEST_KEPT, ranked.size() / 2)));
        }
        return runs;
    }

    /** The best of each kind of thread after the sweep: {@code count} plans of each, the fastest first. */
    static List<Way> finalists(Readings readings, int count) {
        return Stream.of(Executor.PLATFORM_THREADS, Executor.VIRTUAL_THREADS)
                .flatMap(executor -> readings.ranking().stream()
                        .filter(way -> way instanceof Way.Planned plan && plan.executor() == executor)
                        .limit(count))
                .toList();
    }
}
