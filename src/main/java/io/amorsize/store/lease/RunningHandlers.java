package io.amorsize.store.lease;

import io.amorsize.job.PartitionHandler.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The handlers that run here, so that they can be told to leave. A thread is interrupted only while it is inside its
 * handler, never while it writes down what came of it. Safe for use by many threads.
 */
final class RunningHandlers {

    /** What a handler does that was told to leave. */
    static final Verdict AT_ONCE = new Verdict.Again(Duration.ZERO);

    private final Map<Pick, Visit> visits = new HashMap<>();
    private boolean stopping;

    /** A handler. */
    interface Work {
        Verdict run() throws InterruptedException;
    }

    /** What is to become of {@code pick}, which belongs to the running ones until it is {@link #gone}. */
    Verdict run(Pick pick, Work work) {
        Visit visit = new Visit(Thread.currentThread());
        if (!enter(pick, visit)) {
            return AT_ONCE;
        }
        try {
            Verdict verdict = work.run();
            visit.end();
            return verdict;
        } catch (InterruptedException e) {
            visit.end();
            return AT_ONCE;
        } catch (RuntimeException e) {
            // What it throws on its way out is no failure.
            if (visit.end()) {
                return AT_ONCE;
            }
            throw e;
        } catch (Error e) {
            visit.end();
            throw e;
        }
    }

    private synchronized boolean enter(Pick pick, Visit visit) {
        visits.put(pick, visit);
        return !stopping;
    }

    /** What came of {@code pick} has been written down. */
    synchronized void gone(Pick pick) {
        visits.remove(pick);
        notifyAll();
    }

    synchronized boolean contains(Pick pick) {
        return visits.containsKey(pick);
    }

    /** Tells the handler of {@code pick} to leave, if there is one; returns whether there was. */
    boolean leave(Pick pick) {
        Visit visit;
        synchronized (this) {
            visit = visits.get(pick);
        }
        return visit != null && visit.leave();
    }

    /** Tells all handlers to leave, those that come later too. */
    void stop() {
        List<Visit> all;
        synchronized (this) {
            stopping = true;
            notifyAll();
            all = List.copyOf(visits.values());
        }
        all.forEach(Visit::leave);
    }

    /** Waits until all are gone, but not longer than {@code most}; returns those that are not. */
    synchronized List<Pick> awaitNone(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (long left = most.toNanos(); !visits.isEmpty() && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return List.copyOf(visits.keySet());
    }

    /** Waits so long, or until all are told to leave; returns whether they are. */
    synchronized boolean awaitStop(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (long left = most.toNanos(); !stopping && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return stopping;
    }

    /** A thread inside a handler. */
    private static final class Visit {

        private final Thread thread;
        private boolean inside = true;
        private boolean told;

        Visit(Thread thread) {
            this.thread = thread;
        }

        synchronized boolean leave() {
            if (inside && !told) {
                told = true;
                thread.interrupt();
                return true;
            }
            return false;
        }

        /** Ends on the thread itself; returns whether it was told to leave. */
        synchronized boolean end() {
            inside = false;
            return Thread.interrupted() || told;
        }
    }
}
