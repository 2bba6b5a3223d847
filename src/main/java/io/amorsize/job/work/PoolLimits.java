package io.amorsize.job.work;

/**
 * What the pieces of a pool may use together.
 *
 * @param cpus CPUs, fractional, above 0
 * @param waitingPieces pieces that hardly compute and run at a time, at least 1
 */
public record PoolLimits(double cpus, int waitingPieces) {

    /** @throws IllegalArgumentException if a component is outside its range */
    public PoolLimits {
        if (!(cpus > 0 && cpus < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cpus must be a finite number above 0, was " + cpus);
        }
        if (waitingPieces < 1) {
            throw new IllegalArgumentException("waitingPieces must be at least 1, was " + waitingPieces);
        }
    }
}
