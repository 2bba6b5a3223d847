package io.amorsize.job;

/**
 * Consecutive items of a job.
 *
 * @param from the first
 * @param to behind the last, above {@code from}
 */
public record IndexRange(long from, long to) {

    /** @throws IllegalArgumentException if there is none */
    public IndexRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("not a range of items: " + from + " to " + to);
        }
    }

    /** How many there are. */
    public long size() {
        return to - from;
    }
}
