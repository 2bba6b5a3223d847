package io.amorsize.workload;

import java.util.OptionalLong;

/**
 * Bytes that a workload moves and holds. Empty means unknown and counts as 0.
 *
 * @param payloadBytes input of one item, at least 0
 * @param resultBytes output of one item, at least 0
 * @param memoryPerWorkerBytes memory each worker takes while it exists, at least 0
 * @param memoryPerItemBytes memory each item takes while it is being worked on, at least 0
 * @param baseMemoryBytes memory taken once, whatever the number of workers, at least 0
 */
public record Footprint(
        OptionalLong payloadBytes,
        OptionalLong resultBytes,
        OptionalLong memoryPerWorkerBytes,
        OptionalLong memoryPerItemBytes,
        OptionalLong baseMemoryBytes) {

    /** Nothing is known about sizes. */
    public static final Footprint UNKNOWN = new Footprint(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
}
