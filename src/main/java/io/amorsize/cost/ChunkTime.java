package io.amorsize.cost;

/**
 * Makespan of a run by chunk self-scheduling, in closed form: {@code seconds = overheadSeconds + meanItems · m}, where
 * {@code m} is the mean time of an item under the contention of the run.
 *
 * <p>With N items, P workers, chunk k, D = ceil(N/k) chunks and coefficient of variation v:
 *
 * <ul>
 *   <li>many rounds: N/P + (1 - 1/P) k/2 + v sqrt(2 k ln P): the fluid time, half a chunk of idling at the end, and the
 *       expected lead of the slowest worker (C. P. Kruskal and A. Weiss, "Allocating Independent Subtasks on Parallel
 *       Processors", IEEE TSE 11 (1985));
 *   <li>few rounds or nearly equal chunks: whole rounds of k items each, plus the same lead. Between the two the formula
 *       slides with the spread of the workers' finish times relative to a chunk;
 *   <li>overhead: D hand-overs of a serialised dispatcher, which add to the run rather than being shared by the workers
 *       (measured on OpenMP loops, see docs/model.md), the transfer of payloads and results, and the start of workers one
 *       after the other, during which the early ones already work.
 * </ul>
 *
 * Immutable.
 *
 * @param overheadSeconds time that does not depend on how long items take, at least 0
 * @param meanItems items' worth of time on the critical path, at least 1
 */
record ChunkTime(double overheadSeconds, double meanItems) {

    /** Finish-time spread, in chunks, at which a schedule is half way from whole rounds to fluid. */
    private static final double BLURRED_ROUNDS = 0.35;

    /** Costs of one run besides the items themselves, in seconds. */
    record Costs(double dispatchSeconds, double startSeconds, double transferSecondsPerItem, double serialSeconds) {}

    /**
     * The makespan of {@code items} items.
     *
     * @param items number of items, at least 1
     * @param workers workers, at least 1
     * @param chunkSize items per chunk, at least 1
     * @param variation coefficient of variation of an item's time, at least 0
     * @param costs overheads at this number of workers
     */
    static ChunkTime of(double items, int workers, double chunkSize, double variation, Costs costs) {
        double chunks = Math.ceil(items / chunkSize);
        double rounds = Math.ceil(chunks / workers);
        int busy = (int) Math.min(workers, chunks);
        double lead = busy > 1 ? variation * Math.sqrt(2 * chunkSize * logarithm(busy)) : 0;
        return new ChunkTime(
                overhead(items, workers, chunks, rounds, costs),
                criticalItems(items, workers, busy, chunkSize, chunks, rounds, variation) + lead);
    }

    private static double criticalItems(
            double items, int workers, double busy, double chunkSize, double chunks, double rounds, double variation) {
        double fluid = items / busy + 0.5 * (1 - 1 / busy) * Math.min(chunkSize, items / busy);
        double whole = (rounds - 1) * chunkSize
                + (chunks - (rounds - 1) * workers > 1.5 ? chunkSize : items - (chunks - 1) * chunkSize);
        if (variation == 0 || rounds <= 1) {
            return whole;
        }
        double blur = variation * Math.sqrt(rounds / chunkSize) / BLURRED_ROUNDS;
        double weight = 1 / (1 + blur * blur);
        return Math.max(items / busy, weight * whole + (1 - weight) * fluid);
    }

    private static double overhead(double items, int workers, double chunks, double rounds, Costs costs) {
        double starts = rounds <= 1 ? Math.min(workers, chunks) : 0.5 * (workers + 1);
        return costs.serialSeconds()
                + chunks * costs.dispatchSeconds()
                + items * costs.transferSecondsPerItem()
                + starts * costs.startSeconds();
    }

    private static double logarithm(int workers) {
        return workers < LOGARITHMS.length ? LOGARITHMS[workers] : Math.log(workers);
    }

    private static final double[] LOGARITHMS = logarithms();

    private static double[] logarithms() {
        double[] table = new double[257];
        for (int i = 1; i < table.length; i++) {
            table[i] = Math.log(i);
        }
        return table;
    }

    /** The time in seconds with items of this mean. */
    double seconds(double meanSeconds) {
        return overheadSeconds + meanItems * meanSeconds;
    }
}
