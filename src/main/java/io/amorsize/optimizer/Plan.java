package io.amorsize.optimizer;

/**
 * How to run the work.
 *
 * @param workers workers, at least 1
 * @param chunkSize items handed to a worker at a time, at least 1
 * @param chunks number of chunks, at least 1; 0 where the number of items is unknown
 * @param executor what runs the chunks
 */
public record Plan(int workers, long chunkSize, long chunks, Executor executor) {}
