package io.amorsize.host.calibrate;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * The CPU time that one short wait costs a thread: giving up its CPU, the timer, and being put back on one. For a
 * platform thread the system does that, for a virtual one mostly the JVM, on carriers and timer threads; there all
 * threads of the process are looked at, so that what others of them do meanwhile counts too: an upper bound. Used by
 * one thread.
 */
final class Waits {

    private static final long WAIT_NANOS = 50_000;
    private static final int WARM_UP = 2;
    private static final int REPETITIONS = 15;

    /** Waits of a platform thread in each repetition. */
    private static final int IN_TURN = 8;

    private static final int VIRTUAL_THREADS = 50;

    /** Waits of each virtual thread in each repetition. */
    private static final int EACH = 5;

    private final CpuBudget budget;
    private final ThreadMXBean threads;

    /** One repetition; gives the CPU nanoseconds of one wait. */
    @FunctionalInterface
    private interface Wait {
        double cpuNanos() throws InterruptedException;
    }

    private Waits(CpuBudget budget, ThreadMXBean threads) {
        this.budget = budget;
        this.threads = threads;
    }

    /**
     * The tool of this JVM.
     *
     * @throws UnsupportedOperationException if the JVM does not tell the CPU time of its threads
     */
    static Waits of(CpuBudget budget) {
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                && threads.isThreadCpuTimeSupported()
                && threads.isThreadCpuTimeEnabled()) {
            return new Waits(budget, threads);
        }
        throw new UnsupportedOperationException("this JVM does not tell the CPU time of its threads");
    }

    /** CPU seconds of one wait of the calling thread, whose own account is charged. */
    Repetitions platformThread(long shareNanos) throws InterruptedException {
        return repeat(shareNanos, () -> {
            long begin = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < IN_TURN; i++) {
                LockSupport.parkNanos(WAIT_NANOS);
            }
            return (double) (threads.getCurrentThreadCpuTime() - begin) / IN_TURN;
        });
    }

    /** CPU seconds of one wait of a virtual thread: what threads that wait use beyond those that do not. */
    Repetitions virtualThread(long shareNanos) throws InterruptedException {
        return repeat(
                shareNanos, () -> (double) (cpuNanosOfThreads(EACH) - cpuNanosOfThreads(0)) / (VIRTUAL_THREADS * EACH));
    }

    private long cpuNanosOfThreads(int waits) throws InterruptedException {
        Runnable work = () -> {
            for (int i = 0; i < waits; i++) {
                LockSupport.parkNanos(WAIT_NANOS);
            }
        };
        long begin = cpuNanosOfAll();
        Thread[] waiting = new Thread[VIRTUAL_THREADS];
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = Thread.ofVirtual().start(work);
        }
        for (Thread thread : waiting) {
            thread.join();
        }
        long used = cpuNanosOfAll() - begin;
        budget.charge(used);
        return used;
    }

    /** CPU time of all platform threads that live, the carriers of virtual threads among them. */
    private long cpuNanosOfAll() {
        long sum = 0;
        for (long nanos : threads.getThreadCpuTime(threads.getAllThreadIds())) {
            sum += Math.max(0, nanos);
        }
        return sum;
    }

    /** Seconds of each repetition, 0 for those that the share or the budget had no room for. */
    private Repetitions repeat(long shareNanos, Wait wait) throws InterruptedException {
        double[] seconds = new double[REPETITIONS];
        long before = budget.spent().toNanos();
        long begin = threads.getCurrentThreadCpuTime();
        for (int i = -WARM_UP; i < REPETITIONS && budget.allows(0); i++) {
            long spent = budget.spent().toNanos() - before + threads.getCurrentThreadCpuTime() - begin;
            if (spent > shareNanos) {
                break;
            }
            double nanos = wait.cpuNanos();
            if (i >= 0) {
                seconds[i] = nanos / 1e9;
            }
        }
        return new Repetitions(seconds);
    }
}
