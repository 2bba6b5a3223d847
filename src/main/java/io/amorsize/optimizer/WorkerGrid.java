package io.amorsize.optimizer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The worker counts that are compared. */
final class WorkerGrid {

    /** Every count up to this one is tried. */
    private static final int DENSE = 8;

    /** Above that, steps of about this factor. */
    private static final double STEP = 1.4;

    private static final int MOST = 96;

    private WorkerGrid() {}

    /**
     * Distinct worker counts, ascending, the first of them 1: the caller's candidates within the hard bounds, or else
     * every small count, geometric steps, and the counts that mean something: cores, hardware threads, quota, bounds,
     * and those that give whole rounds.
     */
    static int[] of(Situation situation) {
        List<Integer> wanted = situation.request().constraints().workerCandidates();
        return wanted.isEmpty() ? free(situation) : chosen(situation, wanted);
    }

    private static int[] chosen(Situation situation, List<Integer> wanted) {
        int most = Math.min(hardBound(situation), leastForAllItems(situation, wanted));
        return IntStream.concat(IntStream.of(1), wanted.stream().mapToInt(Integer::intValue))
                .filter(n -> n <= most)
                .distinct()
                .toArray();
    }

    /** The least listed count that gives each item a worker of its own: a larger one only leaves more of them idle. */
    private static int leastForAllItems(Situation situation, List<Integer> wanted) {
        if (situation.items() == 1) {
            return 1;
        }
        return wanted.stream().filter(n -> n >= situation.items()).findFirst().orElse(Integer.MAX_VALUE);
    }

    /** The tightest bound besides the number of items, which only leaves workers idle. */
    private static int hardBound(Situation situation) {
        for (WorkerCap cap : situation.caps()) {
            if (cap.kind() != Limit.Kind.ITEMS) {
                return Math.max(1, cap.workers());
            }
        }
        return Integer.MAX_VALUE;
    }

    private static int[] free(Situation situation) {
        int most = situation.mostWorkers();
        int[] counts = new int[MOST + 16];
        int size = 0;
        double next = 1;
        while (next <= most && size < MOST) {
            counts[size++] = (int) next;
            next = next < DENSE ? next + 1 : Math.max(next + 1, Math.rint(next * STEP));
        }
        counts[size++] = most;
        counts[size++] = situation.capacity().cores();
        counts[size++] = situation.capacity().threads();
        counts[size++] = situation.capacity().usableThreads();
        if (situation.items() < 1e6) {
            for (int rounds = 2; rounds <= 4; rounds++) {
                counts[size++] = (int) Math.ceil(situation.items() / rounds);
            }
        }
        return distinctUpTo(most, Arrays.copyOf(counts, size));
    }

    private static int[] distinctUpTo(int most, int[] counts) {
        Arrays.sort(counts);
        int size = 0;
        for (int count : counts) {
            if (count >= 1 && count <= most && (size == 0 || counts[size - 1] != count)) {
                counts[size++] = count;
            }
        }
        return Arrays.copyOf(counts, size);
    }
}
