package io.amorsize.store.lease;

import com.github.kagkarlsson.scheduler.task.Execution;

/**
 * A row of a partition as it was when somebody took it.
 *
 * @param jobId the job
 * @param number of the partition in its job
 * @param version what the row has as long as nobody else has taken it
 */
record Pick(String jobId, long number, long version) {

    private static final char BETWEEN = '/';

    static Pick of(Execution execution) {
        return of(execution.getId(), execution.version);
    }

    static Pick of(String instance, long version) {
        int at = instance.lastIndexOf(BETWEEN);
        return new Pick(instance.substring(0, at), Long.parseLong(instance.substring(at + 1)), version);
    }

    static String instance(String jobId, long number) {
        return jobId + BETWEEN + number;
    }

    /** The second half of the row's key. */
    String instance() {
        return instance(jobId, number);
    }

    /** The same row after one more change. */
    Pick next() {
        return new Pick(jobId, number, version + 1);
    }
}
