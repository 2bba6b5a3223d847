package io.amorsize.job.work;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A source and its account with the dispatcher. Fields without a word on it are guarded by the pool's lock. */
final class Flow {

    final WorkSource source;

    /** Order of joining; breaks ties. */
    final long number;

    /** Counts what it was told; read before the source is asked, so that no nudge is lost. Not guarded. */
    final AtomicLong nudges = new AtomicLong();

    /** Whether a nudge would change nothing. Written under the lock, read without. */
    volatile boolean awake;

    /** Whether no more is taken. Written under the lock, read without. */
    volatile boolean left;

    /** Whether its tries are interrupted. Written under the lock, read without. */
    volatile boolean withdrawn;

    /** Whether an item of it waits for memory. Guarded by its memory budget, read without. */
    volatile boolean awaitsMemory;

    /**
     * Whether it was told that there is memory, and has not taken it yet. Guarded by its memory budget, read without.
     */
    volatile boolean called;

    /** How often it was told. Guarded by its memory budget, read without. */
    volatile long calls;

    /** Whether it has work, as far as known. */
    boolean hungry;

    /** Whether a worker has been sent that has not yet found a piece: no second one is sent before. */
    boolean probing;

    /** Whether it had as many workers as it may have when it last could have asked for one. */
    boolean satisfied;

    /** Workers that serve it, without those given up. */
    int running;

    /** Charge of a second, in millionths, of all threads that serve it, also of those given up. */
    long rate;

    /** Service received per weight, in nanoseconds of a whole CPU or of one waiting piece. */
    double served;

    /** Its place in the queue it is in; changes only outside of it. */
    double startTag;

    @Nullable FairQueue queue;

    /** The queue of its kind, in which its service was counted last. */
    @Nullable FairQueue home;

    /** Signalled when no worker serves it any more. */
    final Condition quiet;

    private long settledAt;

    Flow(WorkSource source, long number, long now, Condition quiet) {
        this.quiet = quiet;
        this.source = source;
        this.number = number;
        settledAt = now;
    }

    int weight() {
        return Math.max(1, source.weight());
    }

    boolean mayHaveMore() {
        return running < Math.max(1, source.workers());
    }

    Demand demand() {
        return Demand.of(source);
    }

    /** Charges what was used since the last call. */
    void settle(long now) {
        served += (double) (now - settledAt) * rate / Demand.MICRO / weight();
        settledAt = now;
    }
}
