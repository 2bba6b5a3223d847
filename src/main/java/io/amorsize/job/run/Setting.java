package io.amorsize.job.run;

import io.amorsize.optimizer.Executor;

/**
 * How a job is run at the moment.
 *
 * @param workers chunks that may run at a time, at least 1
 * @param chunkSize items handed to a worker at a time, at least 1
 * @param executor what runs them
 * @param cpuShare CPUs that a worker keeps busy, above 0, at most 1
 */
record Setting(int workers, long chunkSize, Executor executor, double cpuShare) {

    private static final double LEAST_SHARE = 1e-3;

    Setting {
        cpuShare = Math.clamp(cpuShare, LEAST_SHARE, 1);
    }

    /** Whether another one is so near that to change would gain nothing. */
    boolean isNear(Setting other) {
        return executor == other.executor && near(workers, other.workers, 1.25) && near(chunkSize, other.chunkSize, 2);
    }

    private static boolean near(long a, long b, double factor) {
        return Math.max(a, b) <= factor * Math.min(a, b);
    }
}
