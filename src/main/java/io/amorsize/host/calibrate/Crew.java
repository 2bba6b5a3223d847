package io.amorsize.host.calibrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads that do the same small piece of work at the same time, round after round, and say how long each round
 * took. Used by one thread; the workers live for one {@link #run}.
 *
 * <p>The workers meet at a spinning barrier before each round: a parked thread wakes tens of microseconds late, by
 * which time the others have done a good part of the round without competition. A spinning one is let go within some
 * hundred nanoseconds. The price is that rounds must be short and workers no more than free CPUs.
 */
final class Crew {

    private static final int SPINS_BEFORE_YIELD = 10_000;

    private final int workers;
    private final CpuBudget budget;
    private final long[] begun;
    private final long[] ended;
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile int releasedRound;
    private volatile boolean dismissed;
    private volatile Optional<Throwable> failure = Optional.empty();

    /** What each worker does in a round; called by all workers at once. */
    @FunctionalInterface
    interface Work {
        void run(int worker);
    }

    /** Prepares the next round and reads the last one; called by one worker while the others wait. */
    @FunctionalInterface
    interface Foreman {
        /**
         * Whether there is another round.
         *
         * @param round the one about to begin, from 0
         */
        boolean prepare(int round);
    }

    Crew(int workers, CpuBudget budget) {
        this.workers = workers;
        this.budget = budget;
        begun = new long[workers];
        ended = new long[workers];
    }

    int workers() {
        return workers;
    }

    /** Nanoseconds from the first worker's begin to the last worker's end of the round before. */
    long lastRoundNanos() {
        return Math.max(
                1,
                Arrays.stream(ended).max().orElse(1)
                        - Arrays.stream(begun).min().orElse(0));
    }

    /** Nanoseconds from the first worker's begin until the first one found nothing left to do. */
    long lastRoundNanosUntilExhausted() {
        return Math.max(
                1,
                Arrays.stream(ended).min().orElse(1)
                        - Arrays.stream(begun).min().orElse(0));
    }

    /**
     * Runs rounds until the foreman ends them. The workers' CPU time is charged to the budget.
     *
     * @throws IllegalStateException if a worker or the foreman failed
     * @throws InterruptedException if the caller is interrupted; the workers are dismissed
     */
    void run(Work work, Foreman foreman) throws InterruptedException {
        List<Thread> threads = new ArrayList<>(workers);
        try {
            for (int i = 0; i < workers; i++) {
                int worker = i;
                threads.add(Thread.ofPlatform()
                        .daemon()
                        .name("calibration-worker-" + i)
                        .start(() -> labour(worker, work, foreman)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            dismissed = true;
            awaitEnd(threads);
        }
        failure.ifPresent(cause -> {
            throw new IllegalStateException("A measurement round failed: " + cause, cause);
        });
    }

    /** Nobody may still use what the caller frees next. Rounds are short, so an interruption waits no longer than one. */
    private static void awaitEnd(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void labour(int worker, Work work, Foreman foreman) {
        try (CpuBudget.Account account = budget.openAccount()) {
            for (int round = 0; meet(round, account, foreman); round++) {
                begun[worker] = System.nanoTime();
                work.run(worker);
                ended[worker] = System.nanoTime();
            }
        } catch (RuntimeException | Error e) {
            failure = Optional.of(e);
            dismissed = true;
        }
    }

    /** The last to arrive plays the foreman and lets the others go. */
    private boolean meet(int round, CpuBudget.Account account, Foreman foreman) {
        account.settle();
        if (arrived.incrementAndGet() == workers) {
            arrived.set(0);
            if (!foreman.prepare(round)) {
                dismissed = true;
            }
            releasedRound = round + 1;
        } else {
            awaitRelease(round);
        }
        return !dismissed;
    }

    /** Yields when it takes long, so that more workers than free CPUs are slow but never stuck. */
    @SuppressWarnings("ThreadPriorityCheck")
    private void awaitRelease(int round) {
        for (int spins = 0; releasedRound <= round && !dismissed; spins++) {
            if (spins < SPINS_BEFORE_YIELD) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}
