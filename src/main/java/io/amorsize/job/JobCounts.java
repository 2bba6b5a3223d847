package io.amorsize.job;

/**
 * How far a job is. Each item that has an outcome is counted in one of the first three.
 *
 * @param succeeded items that are OK
 * @param failed items that ended in ERROR, TIMEOUT or REJECTED
 * @param cancelled items that were never run to their end
 * @param retries failed tries that were followed by another
 * @param busySeconds time of all last tries together: what one worker would have taken
 */
public record JobCounts(long succeeded, long failed, long cancelled, long retries, double busySeconds) {

    /** Nothing has been run. */
    public static final JobCounts NONE = new JobCounts(0, 0, 0, 0, 0);

    /** Items that have an outcome. */
    public long ended() {
        return succeeded + failed + cancelled;
    }

    /** The sum of both. */
    public JobCounts plus(JobCounts more) {
        return new JobCounts(
                succeeded + more.succeeded,
                failed + more.failed,
                cancelled + more.cancelled,
                retries + more.retries,
                busySeconds + more.busySeconds);
    }
}
