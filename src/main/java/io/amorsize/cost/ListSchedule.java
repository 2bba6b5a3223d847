package io.amorsize.cost;

/**
 * Simulates workers that take the next chunk whenever they are free, from a dispatcher that serves one of them at a
 * time. Workers start one after the other.
 *
 * <p>R. L. Graham, "Bounds on Multiprocessing Timing Anomalies", SIAM J. Appl. Math. 17 (1969): list scheduling. One
 * object may be used for many simulations, by one thread.
 */
final class ListSchedule {

    private double[] free = {};

    /**
     * The time until the last chunk is done.
     *
     * @param chunkSeconds time of each chunk in the order of dispatch; only the first {@code chunks} count
     * @param chunks number of chunks, at least 1
     * @param workers workers, at least 1
     * @param headSeconds time every worker is busy before the first of these chunks, at least 0
     * @param dispatchSeconds time the dispatcher needs per chunk, at least 0
     * @param startSeconds time until the next worker is started, at least 0
     * @param leastPace what a chunk's time shrinks to when its worker is alone, as a share of what it takes while all
     *     workers are busy, above 0 and at most 1: workers that compete for CPUs get faster as others run out of chunks
     */
    double makespan(
            double[] chunkSeconds,
            int chunks,
            int workers,
            double headSeconds,
            double dispatchSeconds,
            double startSeconds,
            double leastPace) {
        int active = Math.min(workers, chunks);
        if (free.length < active) {
            free = new double[Math.max(active, 2 * free.length)];
        }
        // Ascending, so a heap already.
        for (int i = 0; i < active; i++) {
            free[i] = (i + 1) * startSeconds + headSeconds;
        }
        double dispatcher = 0;
        double makespan = 0;
        for (int i = 0; i < chunks; i++) {
            dispatcher = Math.max(dispatcher, free[0]) + dispatchSeconds;
            double finish = dispatcher + chunkSeconds[i];
            makespan = Math.max(makespan, finish);
            sink(active, finish);
        }
        return leastPace < 1 ? drain(active, workers, dispatcher, makespan, leastPace) : makespan;
    }

    /** The end of the last chunk when each of those under way speeds up with every one that ends. */
    private double drain(int active, int workers, double lastDispatch, double makespan, double leastPace) {
        double before = lastDispatch;
        double end = lastDispatch;
        // Workers that start only after the last chunk has ended never run.
        for (int running = active; running > 0 && free[0] <= makespan; running--) {
            double finish = free[0];
            if (finish > before) {
                end += (finish - before) * Math.max((double) running / workers, leastPace);
                before = finish;
            }
            sink(running - 1, free[running - 1]);
        }
        return end;
    }

    /** Restores the heap, least first, after the value at its top became {@code value}. */
    private void sink(int size, double value) {
        int i = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && free[child + 1] < free[child]) {
                child++;
            }
            if (free[child] >= value) {
                break;
            }
            free[i] = free[child];
            i = child;
            child = 2 * i + 1;
        }
        free[i] = value;
    }
}
