package io.amorsize.optimizer;

/**
 * The run to measure next, because it would teach most.
 *
 * @param workers workers to try, at least 1
 * @param chunkSize chunk size to try, at least 1
 * @param expectedRegretReduction how much of the expected regret the answer is expected to remove, at least 0
 */
public record Probe(int workers, long chunkSize, double expectedRegretReduction) {}
