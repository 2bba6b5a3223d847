package io.amorsize.host.calibrate;

/**
 * What the second hardware thread of a core adds: the same arithmetic on one thread per core and on every hardware
 * thread, in turns. With throughput ratio r, C cores and T hardware threads, a further hardware thread is worth
 * g = (r - 1) C / (T - C) of a core, the definition that HostCapacity and docs/model.md use. Relies on the operating
 * system filling idle cores before siblings, which Linux and Windows do. Used by one thread.
 */
final class SiblingThreads {

    static final int TURNS = 7;

    private static final int ROUNDS = 4;

    /** Few enough for a short turn, enough to outlast the start of a round by far. */
    private static final int FEWEST_STEPS = 1_000;

    private static final int MOST_STEPS = 1_000_000;

    /** One step takes 0.7 to 1.5 ns on current cores, most of it the latency of the multiplications. */
    private static final double NANOS_PER_STEP = 1;

    private final CpuBudget budget;
    private volatile long sink;

    SiblingThreads(CpuBudget budget) {
        this.budget = budget;
    }

    /**
     * Throughput on all hardware threads divided by throughput on one thread per core.
     *
     * @param cores usable cores, at least 1
     * @param hardwareThreads usable hardware threads, more than {@code cores}
     * @param shareNanos CPU time to be spent on it
     */
    Repetitions ratio(int cores, int hardwareThreads, long shareNanos) throws InterruptedException {
        double[] ratios = new double[TURNS];
        long turnNanos = shareNanos / (TURNS + 1);
        for (int turn = -1; turn < TURNS && budget.allows(turnNanos); turn++) {
            double few = stepsPerNano(cores, turnNanos / 2);
            double all = stepsPerNano(hardwareThreads, turnNanos / 2);
            if (turn >= 0) {
                ratios[turn] = all / few;
            }
        }
        return new Repetitions(ratios);
    }

    /** Worth of a further hardware thread, 0..1, for a throughput ratio. */
    static double gain(double ratio, int cores, int hardwareThreads) {
        return Math.clamp((ratio - 1) * cores / (hardwareThreads - cores), 0, 1);
    }

    private double stepsPerNano(int workers, long shareNanos) throws InterruptedException {
        int steps = Math.clamp((long) (shareNanos / NANOS_PER_STEP / workers / ROUNDS), FEWEST_STEPS, MOST_STEPS);
        Crew crew = new Crew(workers, budget);
        double[] best = {0};
        crew.run(worker -> sink = arithmetic(worker, steps), round -> {
            if (round > 0) {
                best[0] = Math.max(best[0], (double) steps * workers / crew.lastRoundNanos());
            }
            return round < ROUNDS;
        });
        return best[0];
    }

    /** Dependent and independent integer and floating-point operations without memory access. */
    private static long arithmetic(int seed, int steps) {
        long a = seed + 1L;
        long b = seed + 2L;
        double x = seed + 0.5;
        for (int i = 0; i < steps; i++) {
            a = a * 6364136223846793005L + 1442695040888963407L;
            b ^= (a >>> 29) + i;
            x = x * 0.999 + 0.001;
        }
        return a ^ b ^ Double.doubleToRawLongBits(x);
    }
}
