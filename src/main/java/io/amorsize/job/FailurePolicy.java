package io.amorsize.job;

/**
 * When a job has failed often enough to stop and ask. It is paused then.
 *
 * @param maxFailures most items that may fail, at least 0
 * @param maxFailureShare most of the items run so far that may fail, 0..1, looked at once 20 have been run
 */
public record FailurePolicy(long maxFailures, double maxFailureShare) {

    /** Failures never stop a job. */
    public static final FailurePolicy NONE = new FailurePolicy(Long.MAX_VALUE, 1);

    private static final long LEAST_RUN = 20;

    /** @throws IllegalArgumentException if a value is outside the range its description gives */
    public FailurePolicy {
        if (maxFailures < 0 || !(maxFailureShare >= 0 && maxFailureShare <= 1)) {
            throw new IllegalArgumentException("failure policy out of range");
        }
    }

    /** Whether a job with these counts is to stop. */
    public boolean stops(long failed, long run) {
        return failed > maxFailures || (run >= LEAST_RUN && failed > maxFailureShare * run);
    }
}
