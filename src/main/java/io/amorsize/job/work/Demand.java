package io.amorsize.job.work;

/**
 * What one running piece takes.
 *
 * @param waits whether it hardly computes: then it takes a place among the waiting pieces rather than CPUs
 * @param microCpus millionths of a CPU; whole numbers, so that sums stay exact
 */
record Demand(boolean waits, long microCpus) {

    /** Largest CPU share of a piece that counts as waiting. */
    static final double NEGLIGIBLE_SHARE = 0.05;

    /** One CPU. */
    static final long MICRO = 1_000_000;

    /** @param cpuShare brought into 0..1; what is not a number counts as a whole CPU */
    static Demand of(double cpuShare) {
        double share = Double.isNaN(cpuShare) ? 1 : Math.clamp(cpuShare, 0, 1);
        return new Demand(share <= NEGLIGIBLE_SHARE, Math.round(share * MICRO));
    }

    /** What a second of it is charged: CPU seconds of a computing piece, seconds of a waiting one; in millionths. */
    long rate() {
        return waits ? MICRO : microCpus;
    }
}
