package io.amorsize.host.calibrate;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What starting a worker costs: from the call that starts it until its end has been noticed, the worker itself doing
 * nothing. A platform thread charges what it used itself; the CPU time of virtual threads and processes cannot be read,
 * so elapsed time is charged, on top of the caller's own: an upper bound, since one runs while the other waits. Used by
 * one thread.
 */
final class StartUps {

    private static final int WARM_UP = 20;
    private static final int THREADS = 60;

    /** Virtual threads are started by the hundred, as a plan starts them; one alone would show the carrier's wake-up. */
    private static final int BATCH = 100;

    private static final int BATCHES = 25;
    private static final int PROCESSES = 9;
    private static final int PROCESS_WARM_UP = 2;
    private static final long PROCESS_TIMEOUT_SECONDS = 2;

    /** Warm-up ends early when it has used this part of the share. */
    private static final int WARM_UP_PART = 3;

    private final CpuBudget budget;

    /**
     * Starts something and waits for its end.
     *
     * @param <X> what else than an interruption may come between
     */
    @FunctionalInterface
    private interface Start<X extends Exception> {
        void run() throws InterruptedException, X;
    }

    StartUps(CpuBudget budget) {
        this.budget = budget;
    }

    /** Seconds to start one platform thread and join it. */
    Repetitions platformThread(long shareNanos) throws InterruptedException {
        Start<RuntimeException> start = () -> Thread.ofPlatform()
                .daemon()
                .name("calibration-start")
                .start(budget::chargeWholeThread)
                .join();
        return new Repetitions(repeat(start, WARM_UP, THREADS, shareNanos, false));
    }

    /** Seconds to start one virtual thread and join it, in batches. */
    Repetitions virtualThread(long shareNanos) throws InterruptedException {
        Thread[] threads = new Thread[BATCH];
        Start<RuntimeException> start = () -> {
            for (int i = 0; i < BATCH; i++) {
                threads[i] = Thread.ofVirtual().start(() -> {});
            }
            for (Thread thread : threads) {
                thread.join();
            }
        };
        double[] seconds = repeat(start, WARM_UP, BATCHES, shareNanos, true);
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] /= BATCH;
        }
        return new Repetitions(seconds);
    }

    /**
     * Seconds to start one process and see its end.
     *
     * @param program an executable that does nothing
     * @throws IOException if it cannot be started or does not end
     */
    Repetitions process(Path program, long shareNanos) throws InterruptedException, IOException {
        ProcessBuilder builder = new ProcessBuilder(program.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        Start<IOException> start = () -> {
            Process process = builder.start();
            try {
                if (!process.waitFor(PROCESS_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException(program + " did not end within " + PROCESS_TIMEOUT_SECONDS + " s");
                }
            } finally {
                process.destroyForcibly();
                process.getOutputStream().close();
            }
        };
        return new Repetitions(repeat(start, PROCESS_WARM_UP, PROCESSES, shareNanos, true));
    }

    /** Seconds of each repetition, 0 for those that the share or the budget had no room for. */
    private <X extends Exception> double[] repeat(
            Start<X> start, int warmUp, int repetitions, long shareNanos, boolean chargeElapsed)
            throws InterruptedException, X {
        double[] seconds = new double[repetitions];
        long spent = 0;
        long last = 0;
        for (int i = -warmUp; i < repetitions && spent + last <= shareNanos && budget.allows(last); i++) {
            if (i < 0 && spent > shareNanos / WARM_UP_PART) {
                i = 0;
            }
            long begin = System.nanoTime();
            start.run();
            last = System.nanoTime() - begin;
            spent += last;
            budget.charge(chargeElapsed ? last : 0);
            if (i >= 0) {
                seconds[i] = last / 1e9;
            }
        }
        return seconds;
    }
}
