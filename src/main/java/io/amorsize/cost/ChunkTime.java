package io.amorsize.cost;

/**
 * Makespan of a run by chunk self-scheduling, in closed form. With {@code m} for the mean time of an item under the contention
 * of the run, it is the fixed part and whichever takes longer: the workers, or the dispatcher that hands out D chunks,
 *
 * <pre>T = fixed + max( D h / P + m (steady + lead), D h + m k )</pre>
 *
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
 *   <li>few rounds or nearly equal chunks: whole rounds of k items each, plus the same lead, and what the slowest worker
 *       takes longer for them. Between the two the formula slides with the spread of the workers' finish times relative to
 *       a chunk, for which R rounds of unequal items make up v sqrt(R/k), and workers of unequal pace s R;
 *   <li>fixed: the serial part, the transfer of payloads and results, and the start of workers one after the other, during
 *       which the early ones already work.
 * </ul>
 *
 * Immutable.
 *
 * @param fixedSeconds time that depends neither on the items' times nor on hand-overs, at least 0
 * @param poolSeconds what of it starting, booting and ending the workers take, at least 0
 * @param poolSpread standard deviation of ln of that, from one program to another, at least 0
 * @param handOverSeconds time of all hand-overs one after the other, at least 0
 * @param busy workers that get a chunk, at least 1
 * @param chunkItems items of a chunk, at least 1
 * @param steadyItems items' worth of time on the critical path if no worker fell behind, at least 1
 * @param leadItems items' worth of time by which the last worker is expected to end after that, at least 0
 */
record ChunkTime(
        double fixedSeconds,
        double poolSeconds,
        double poolSpread,
        double handOverSeconds,
        double busy,
        double chunkItems,
        double steadyItems,
        double leadItems) {

    /** Finish-time spread, in chunks, at which a schedule is half way from whole rounds to fluid. */
    private static final double BLURRED_ROUNDS = 0.35;

    /** Share of the greatest of P chunks by which the slowest of P workers that take chunks falls behind. */
    private static final double LEAD = 0.6;

    /** Below this ratio of the bounds their corner adds nothing that counts. */
    private static final double NEGLIGIBLE = 0.1;

    private static final double[] GREATEST = greatest();

    /**
     * Costs of one run besides the items themselves.
     *
     * @param dispatchSeconds to hand out one chunk
     * @param startSeconds to start one worker, one after the other
     * @param bootAndStopSeconds until all workers have booted, and to end them all
     * @param poolSpread standard deviation of the logarithm of what the workers cost besides hand-overs, among programs
     * @param transferSecondsPerItem to copy the payload and the result of one item
     * @param serialSeconds what cannot be spread
     */
    record Costs(
            double dispatchSeconds,
            double startSeconds,
            double bootAndStopSeconds,
            double poolSpread,
            double transferSecondsPerItem,
            double serialSeconds) {}

    /**
     * The makespan of {@code items} items.
     *
     * @param items number of items, at least 1
     * @param workers workers, at least 1
     * @param chunkSize items per chunk, at least 1
     * @param variation coefficient of variation of an item's time, at least 0
     * @param paces coefficient of variation of the workers' paces, at least 0
     * @param costs overheads at this number of workers
     */
    static ChunkTime of(double items, int workers, double chunkSize, double variation, double paces, Costs costs) {
        double chunks = Math.ceil(items / chunkSize);
        double rounds = Math.ceil(chunks / workers);
        int busy = (int) Math.min(workers, chunks);
        double starts = rounds <= 1 ? busy : 0.5 * (workers + 1);
        double pool = starts * costs.startSeconds() + costs.bootAndStopSeconds();
        return new ChunkTime(
                costs.serialSeconds() + items * costs.transferSecondsPerItem() + pool,
                pool,
                costs.poolSpread(),
                chunks * costs.dispatchSeconds(),
                busy,
                Math.min(chunkSize, items),
                criticalItems(items, workers, busy, chunkSize, chunks, rounds, variation, paces),
                leadItems(busy, chunkSize, variation));
    }

    /** Items' worth of time by which the last of so many workers ends late; it goes with the root of the chunk size. */
    static double leadItems(int busy, double chunkSize, double variation) {
        return busy > 1 ? LEAD * variation * Math.sqrt(chunkSize) * greatest(busy) : 0;
    }

    private static double criticalItems(
            double items,
            int workers,
            int busy,
            double chunkSize,
            double chunks,
            double rounds,
            double variation,
            double paces) {
        double fluid = items / busy + 0.5 * (1 - 1.0 / busy) * Math.min(chunkSize, items / busy);
        double whole = (rounds - 1) * chunkSize
                + (chunks - (rounds - 1) * workers > 1.5 ? chunkSize : items - (chunks - 1) * chunkSize);
        double even = whole * (1 + (busy > 1 ? paces * greatest(busy) : 0));
        if (rounds <= 1) {
            return even;
        }
        double spread = variation * variation * rounds / chunkSize + paces * paces * rounds * rounds;
        double weight = 1 / (1 + spread / (BLURRED_ROUNDS * BLURRED_ROUNDS));
        return Math.max(items / busy, weight * even + (1 - weight) * fluid);
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

    /** A run of one worker that takes nothing from a dispatcher. */
    static ChunkTime serial(double items, double serialSeconds) {
        return new ChunkTime(serialSeconds, 0, 0, 0, 1, items, items, 0);
    }

    /** Time that adds to that of the items, at least 0. */
    double overheadSeconds() {
        return fixedSeconds + handOverSeconds / busy;
    }

    /**
     * Starting and ending the workers relative to what is usual, above 0.
     *
     * @param place where the program stands among all programs: a standard normal number
     */
    double poolFactor(double place) {
        return poolSpread == 0 ? 1 : Math.exp(poolSpread * place);
    }

    /**
     * The time in seconds by which chunk sizes are compared: near the corner workers and dispatcher wait for each other, and a
     * chunk that comes close to it is chosen at a risk. The greater of the two bounds is rounded up to (a^4 + b^4)^(1/4), and
     * at the same time fewer, larger chunks cost a little more than they save.
     */
    double cautiousSeconds(double meanSeconds) {
        double working = handOverSeconds / busy + meanItems() * meanSeconds;
        double handing = handOverSeconds + chunkItems * meanSeconds;
        double greater = Math.max(working, handing);
        double lesser = Math.min(working, handing);
        if (handOverSeconds == 0 || lesser < NEGLIGIBLE * greater) {
            return fixedSeconds + greater;
        }
        double ratio = lesser / greater;
        double square = ratio * ratio;
        return fixedSeconds + greater * Math.sqrt(Math.sqrt(1 + square * square));
    }

    /** The time in seconds with items of this mean. */
    double seconds(double meanSeconds) {
        return seconds(meanSeconds, meanItems() * meanSeconds);
    }

    /**
     * The time in seconds when the items on the critical path take this long.
     *
     * @param meanSeconds mean time of an item
     * @param criticalSeconds time of all items of the worker that ends last
     */
    double seconds(double meanSeconds, double criticalSeconds) {
        double working = handOverSeconds / busy + criticalSeconds;
        double handing = handOverSeconds + chunkItems * meanSeconds;
        return fixedSeconds + Math.max(working, handing);
    }
}
