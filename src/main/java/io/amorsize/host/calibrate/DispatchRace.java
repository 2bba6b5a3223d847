package io.amorsize.host.calibrate;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What handing out one chunk costs, all workers taken together: they race for chunk indices on one shared counter and
 * leave an outcome for each in a shared array, with nothing to do in between. Elapsed time divided by chunks is then the
 * serialised cost: at this rate the pool hands out chunks however many workers wait (docs/model.md, dispatch). It is
 * not each worker's own time per claim, which is this figure times the workers. Used by one thread.
 */
final class DispatchRace implements Crew.Work, Crew.Foreman {

    static final int ROUNDS = 21;

    private static final int WARM_UP_ROUNDS = 5;

    /** Well below a time slice, so that most rounds are over before anyone else gets the processor. */
    private static final long LONGEST_ROUND_NANOS = 300_000;

    private static final int WARM_UP_CHUNKS = 10_000;

    /** Loops of so many claims are compiled, given a moment that costs no CPU time of ours. */
    private static final int COMPILED_AFTER_CHUNKS = 300_000;

    private static final long COMPILER_MILLIS = 20;
    private static final int FEWEST_CHUNKS = 1_000;
    private static final int MOST_CHUNKS = 500_000;

    /** The counter stands alone on its cache lines, as the counter of a job does between larger objects. */
    private static final int COUNTER = 16;

    private static final int OUTCOMES = 1 << 10;

    /** A round counts only if each worker claimed at least this part of its fair share: else there was no competition. */
    private static final double LEAST_PART = 0.125;

    private final AtomicLongArray next = new AtomicLongArray(2 * COUNTER + 1);
    private final AtomicLongArray outcomes = new AtomicLongArray(OUTCOMES);
    private final Crew crew;
    private final CpuBudget budget;
    private final long roundNanos;
    private final int[] claims;
    private final double[] seconds = new double[ROUNDS];
    private int chunks = WARM_UP_CHUNKS;
    private int measured;

    private DispatchRace(int workers, CpuBudget budget, long shareNanos) {
        this.budget = budget;
        crew = new Crew(workers, budget);
        claims = new int[workers];
        roundNanos = Math.min(LONGEST_ROUND_NANOS, shareNanos / (ROUNDS + WARM_UP_ROUNDS) / workers);
    }

    /** Has the race compiled, so that the first measured one does not differ from the rest. */
    static void warmUp(CpuBudget budget) throws InterruptedException {
        DispatchRace race = new DispatchRace(1, budget, 0);
        int rounds = COMPILED_AFTER_CHUNKS / WARM_UP_CHUNKS;
        try (CpuBudget.Account account = budget.openAccount()) {
            for (int round = 0; round < rounds && budget.allows(LONGEST_ROUND_NANOS); round++) {
                race.next.set(COUNTER, 0);
                race.run(0);
                account.settle();
            }
        }
        Thread.sleep(COMPILER_MILLIS);
    }

    /**
     * Seconds per chunk among {@code workers} workers.
     *
     * @param shareNanos CPU time to be spent on it
     */
    static Repetitions measure(int workers, CpuBudget budget, long shareNanos) throws InterruptedException {
        DispatchRace race = new DispatchRace(workers, budget, shareNanos);
        race.crew.run(race, race);
        return new Repetitions(race.seconds);
    }

    @Override
    public void run(int worker) {
        long limit = chunks;
        int claimed = 0;
        for (long chunk = next.getAndIncrement(COUNTER); chunk < limit; chunk = next.getAndIncrement(COUNTER)) {
            outcomes.setRelease((int) chunk & (OUTCOMES - 1), chunk);
            claimed++;
        }
        claims[worker] = claimed;
    }

    @Override
    public boolean prepare(int round) {
        if (round > 0) {
            double nanos = (double) crew.lastRoundNanosUntilExhausted() / chunks;
            if (round > WARM_UP_ROUNDS) {
                seconds[measured++] = competed() ? nanos / 1e9 : 0;
            }
            chunks = Math.clamp((long) (roundNanos / nanos), FEWEST_CHUNKS, MOST_CHUNKS);
        }
        next.set(COUNTER, 0);
        return measured < ROUNDS && budget.allows(roundNanos * crew.workers());
    }

    private boolean competed() {
        return Arrays.stream(claims).min().orElse(0) >= LEAST_PART * chunks / claims.length;
    }
}
