package io.amorsize.job.work;

/** One worker's leave to serve one source. Guarded by the pool's lock, but for {@code flow}. */
final class Permit {

    final Flow flow;
    Demand demand;

    /** Whether no piece was found with it yet. */
    boolean probing = true;

    boolean givenUp;

    Permit(Flow flow, Demand demand) {
        this.flow = flow;
        this.demand = demand;
    }
}
