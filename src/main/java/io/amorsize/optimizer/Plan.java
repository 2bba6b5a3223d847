package io.amorsize.optimizer;

import java.util.OptionalLong;

/**
 * How to run the work.
 *
 * @param workers workers, at least 1
 * @param chunkSize items handed to a worker at a time, at least 1
 * @param chunks number of chunks, at least 1; empty where the number of items is unknown
 * @param executor what runs the chunks
 */
public record Plan(int workers, long chunkSize, OptionalLong chunks, Executor executor) {}
