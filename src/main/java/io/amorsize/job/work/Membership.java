package io.amorsize.job.work;

import java.time.Duration;
import java.util.Optional;

/** A source's place in a {@link WorkerPool}. Safe for use by many threads; only {@link #awaitQuiet} waits. */
public interface Membership {

    /**
     * Says that the source has work, or that it may use more workers than before. Must be called after work came to a
     * source whose {@link WorkSource#next()} was empty, and once to begin. Cheap, and without effect after
     * {@link #leave()}.
     */
    void nudge();

    /** Workers that run a piece of the source, or ask it for one, now; threads that were given up do not count. */
    int running();

    /**
     * Takes memory for an item that is about to run: of processes if the source's executor is one of processes, else of
     * the heap. If there is too little, the source is not asked for pieces until there is room again; it should keep
     * the item and give it out first then.
     *
     * @param bytes at least 0
     * @return what holds it; empty if others hold too much now
     */
    Optional<MemoryHold> takeMemory(long bytes);

    /** Takes no more pieces; those that run are told to yield, and end by themselves. A second call does nothing. */
    void leave();

    /**
     * Leaves, and interrupts the tries that run and all that begin later; a thread that does not come back from one is
     * given up. A second call does nothing.
     */
    void withdraw();

    /**
     * Waits until no piece runs. After {@link #leave()} or {@link #withdraw()} none runs from then on.
     *
     * @param longest to wait at most
     * @return whether none runs
     * @throws InterruptedException if the caller was interrupted
     */
    boolean awaitQuiet(Duration longest) throws InterruptedException;
}
