package io.amorsize.job;

/** Where the items of a job come from. */
public sealed interface ItemSource {

    /** Their documents were sent and are stored. */
    record Stored() implements ItemSource {}

    /**
     * They are numbers.
     *
     * @param from the first
     * @param to behind the last, at least {@code from}
     */
    record Range(long from, long to) implements ItemSource {

        /** @throws IllegalArgumentException if it ends before it begins, or has more numbers than a long can count */
        public Range {
            if (to < from || to - from < 0) {
                throw new IllegalArgumentException("not a range: " + from + " to " + to);
            }
        }
    }
}
