package io.amorsize.optimizer;

/**
 * What keeps the run from being faster.
 *
 * @param kind the limit
 * @param explanation a sentence with the figures
 */
public record Limit(Kind kind, String explanation) {

    /** The things that can limit a run. */
    public enum Kind {
        /** All usable CPUs are busy. */
        CPU,
        /** The CFS quota is used up. */
        CPU_QUOTA,
        /** More workers would not fit into memory. */
        MEMORY,
        /** The longest item takes as long as the run. */
        LONGEST_ITEM,
        /** Handing out chunks takes as long as the work. */
        DISPATCH,
        /** Copying payloads and results takes as long as the work. */
        TRANSFER,
        /** Memory bandwidth is used up. */
        BANDWIDTH,
        /** Workers wait for each other. */
        CONTENTION,
        /** The systems behind the items accept no more calls at once. */
        DOWNSTREAM,
        /** Starting workers costs more than they gain. */
        STARTUP,
        /** There are no more items to spread. */
        ITEMS,
        /** The caller allows no more workers, or the serial part of the run dominates. */
        CONSTRAINT
    }
}
