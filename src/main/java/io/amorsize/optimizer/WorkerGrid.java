package io.amorsize.optimizer;

import java.util.Arrays;
import java.util.List;

/** The worker counts that are compared. */
final class WorkerGrid {

    /** Every count up to this one is tried. */
    private static final int DENSE = 8;

    /** Above that, steps of about this factor. */
    private static final double STEP = 1.3;

    private static final int MOST = 96;

    private WorkerGrid() {}

    /**
     * Distinct worker counts, ascending: the caller's candidates within the hard bounds, or else 1, every small count,
     * geometric steps, and the counts that mean something: cores, hardware threads, quota, bounds, and those that give
     * whole rounds.
     */
    static int[] of(Situation situation) {
        List<Integer> wanted = situation.request().constraints().workerCandidates();
        return wanted.isEmpty() ? free(situation) : chosen(situation, wanted);
    }

    private static int[] chosen(Situation situation, List<Integer> wanted) {
        int most = hardBound(situation);
        return wanted.stream()
                .mapToInt(Integer::intValue)
                .filter(n -> n <= most)
                .toArray();
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
            for (int rounds = 2; rounds <= 6; rounds++) {
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
