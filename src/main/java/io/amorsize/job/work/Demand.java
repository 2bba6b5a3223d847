package io.amorsize.job.work;

import io.amorsize.optimizer.Executor;

/**
 * What one running piece takes.
 *
 * @param waits whether it hardly computes: then it takes a place among the waiting pieces rather than CPUs
 * @param microCpus millionths of a CPU; whole numbers, so that sums stay exact
 * @param outside whether a process of its own uses the CPUs
 */
record Demand(boolean waits, long microCpus, boolean outside) {

    /** Largest CPU share of a piece that counts as waiting. */
    static final double NEGLIGIBLE_SHARE = 0.05;

    /** One CPU. */
    static final long MICRO = 1_000_000;

    /** A share outside of 0..1 is brought into it; what is not a number counts as a whole CPU. */
    static Demand of(WorkSource source) {
        double cpuShare = source.cpuShare();
        double share = Double.isNaN(cpuShare) ? 1 : Math.clamp(cpuShare, 0, 1);
        return new Demand(
                share <= NEGLIGIBLE_SHARE, Math.round(share * MICRO), source.executor() == Executor.PROCESSES);
    }

    /** What a second of it is charged: CPU seconds of a computing piece, seconds of a waiting one; in millionths. */
    long rate() {
        return waits ? MICRO : microCpus;
    }
}
