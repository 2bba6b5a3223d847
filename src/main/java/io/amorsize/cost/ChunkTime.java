package io.amorsize.cost;

/**
 * Makespan of a run by chunk self-scheduling, in closed form: {@code seconds = overheadSeconds + (steadyItems + leadItems) m},
 * where {@code m} is the mean time of an item under the contention of the run.
 *
 * <p>With N items, P workers, chunk k, D = ceil(N/k) chunks and coefficient of variation v:
 *
 * <ul>
 *   <li>many rounds: N/P + (1 - 1/P) k/2 + 0.6 v sqrt(k) e(P): the fluid time, half a chunk of idling at the end, and the
 *       lead of the slowest worker. C. P. Kruskal and A. Weiss, "Allocating Independent Subtasks on Parallel Processors",
 *       IEEE TSE 11 (1985), take the greatest of P chunks for the lead, with sqrt(2 ln P) for the greatest of P normal
 *       numbers. Here that number is e(P) (G. Blom, "Statistical Estimates and Transformed Beta-Variables" (1958)), and
 *       the lead is less, because who lags takes no further chunk: about 0.6 of it over list schedules of exponential,
 *       uniform and lognormal items, each time another share ({@link ItemDraws});
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
 * @param steadyItems items' worth of time on the critical path if no worker fell behind, at least 1
 * @param leadItems items' worth of time by which the last worker is expected to end after that, at least 0
 */
record ChunkTime(double overheadSeconds, double steadyItems, double leadItems) {

    /** Finish-time spread, in chunks, at which a schedule is half way from whole rounds to fluid. */
    private static final double BLURRED_ROUNDS = 0.35;

    /** Share of the greatest of P chunks by which the slowest of P workers that take chunks falls behind. */
    private static final double LEAD = 0.6;

    private static final double[] GREATEST = greatest();

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
        double lead = busy > 1 ? LEAD * variation * Math.sqrt(chunkSize) * greatest(busy) : 0;
        return new ChunkTime(
                overhead(items, workers, chunks, rounds, costs),
                criticalItems(items, workers, busy, chunkSize, chunks, rounds, variation),
                lead);
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

    /** Expected greatest of so many standard normal numbers, at least 2 of them. */
    private static double greatest(int numbers) {
        return numbers < GREATEST.length ? GREATEST[numbers] : blom(numbers);
    }

    private static double blom(int numbers) {
        return Normal.quantile((numbers - 0.375) / (numbers + 0.25));
    }

    private static double[] greatest() {
        double[] table = new double[257];
        for (int i = 2; i < table.length; i++) {
            table[i] = blom(i);
        }
        return table;
    }

    /** Items' worth of time on the critical path, at least 1. */
    double meanItems() {
        return steadyItems + leadItems;
    }

    /** The time in seconds with items of this mean. */
    double seconds(double meanSeconds) {
        return overheadSeconds + meanItems() * meanSeconds;
    }
}
