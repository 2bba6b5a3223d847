package io.amorsize.job;

import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.spi.JobTypeDescription;

/**
 * A job type together with the reading and writing of its JSON. Safe for use by many threads.
 *
 * @param <I> one item
 * @param <R> what comes of one item
 */
public interface BoundType<I extends Record, R extends Record> {

    /** What the type is. */
    JobTypeDescription<?, I, R> description();

    /**
     * Prepares to run items.
     *
     * @param parameters JSON that was accepted with a job
     * @throws JobRefused if the configuration of this service does not allow them
     * @throws InvalidDocument if they are not what the type takes
     */
    ItemRunner<I, R> open(String parameters) throws JobRefused, InvalidDocument;

    /**
     * Reads an item.
     *
     * @throws InvalidDocument if it is not what the type takes
     */
    I item(InputItem input) throws InvalidDocument;

    /**
     * Reads the item that stands for a number of a range.
     *
     * @throws InvalidDocument if the type takes no ranges
     */
    I itemOfRange(long number) throws InvalidDocument;

    /** Writes a result as JSON. */
    String result(R result);
}
