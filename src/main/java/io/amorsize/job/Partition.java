package io.amorsize.job;

/**
 * A range of items of a job that is leased as one.
 *
 * @param jobId the job
 * @param number its place among the partitions of the job, from 0
 * @param from the first item
 * @param to behind the last item, above {@code from}
 */
public record Partition(String jobId, long number, long from, long to) {

    /** How many items it has. */
    public long items() {
        return to - from;
    }
}
