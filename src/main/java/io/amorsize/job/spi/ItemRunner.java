package io.amorsize.job.spi;

import java.util.Optional;

/**
 * Runs the items of one job on one replica. Used by many threads at a time.
 *
 * @param <I> one item
 * @param <R> what comes of one item
 */
public interface ItemRunner<I, R> extends AutoCloseable {

    /**
     * Runs one item. It may be run again, here or elsewhere, when the service died before its outcome was kept: effects
     * outside should carry {@link ItemContext#idempotencyKey()}.
     *
     * <p>The thread is interrupted when the item's time is over or the job is cancelled; the method must end soon then.
     *
     * @throws ItemFailure to say how the failure is to be treated
     * @throws InterruptedException when it was interrupted
     * @throws Exception for any other failure; it is retried as the job asks for
     */
    R run(I item, ItemContext context) throws Exception;

    /**
     * What the item calls, such as a host: a target that keeps failing is left alone for a while, and is not called
     * more often at a time than it bears. Empty if the item calls nothing. Must be quick.
     */
    default Optional<String> target(I item) {
        return Optional.empty();
    }

    /**
     * Memory that a try of the item takes at its peak, besides its document and its result, in bytes: a bound or a good
     * estimate. Items of a type whose {@link Activity} is {@link Activity#COMPUTES_IN_PROCESS} take that of a process,
     * others that of the heap. The service runs an item when what the running ones of all jobs need together leaves so
     * much of its memory, and one that needs more than there is when no other runs. The plan of the job counts with the
     * average.
     *
     * <p>It is asked before each try, within the time of the try, and may read what it takes to know, such as the
     * header of a file. If it throws, the try has failed as if {@link #run} had thrown.
     *
     * @return 0, as for an item that takes little, if nothing is known; below 0 counts as 0
     * @throws Exception if the item cannot be run
     */
    default long memoryBytes(I item) throws Exception {
        return 0;
    }

    /** Gives back what the runner holds. No item is running. */
    @Override
    default void close() {}
}
