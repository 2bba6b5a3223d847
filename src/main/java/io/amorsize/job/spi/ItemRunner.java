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
     * Runs one item. It may be run again, here or elsewhere, when the service died before its outcome was kept:
     * effects outside should carry {@link ItemContext#idempotencyKey()}.
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

    /** Gives back what the runner holds. No item is running. */
    @Override
    default void close() {}
}
