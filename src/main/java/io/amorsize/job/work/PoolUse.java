package io.amorsize.job.work;

/**
 * What a pool did at one moment.
 *
 * @param limits what may be used
 * @param cpus sum of the CPU shares of the running pieces, with those of threads that were given up
 * @param processCpus the part of them that processes use
 * @param computing pieces that run and compute
 * @param waiting pieces that run and hardly compute
 * @param sourcesWaiting sources that have work and wait for a worker
 * @param givenUp threads that were given up and have not come back
 * @param idleThreads platform threads kept for later
 */
public record PoolUse(
        PoolLimits limits,
        double cpus,
        double processCpus,
        int computing,
        int waiting,
        int sourcesWaiting,
        int givenUp,
        int idleThreads) {}
