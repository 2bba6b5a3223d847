package io.amorsize.job;

/** Hears what happens to jobs on this replica. Safe for use by many threads; each method must be quick and not throw. */
public interface JobListener {

    /** A job was accepted. */
    void accepted(Job job);

    /** A job was turned away because there is too much to do. */
    void refused();

    /** A job follows another plan from now on. */
    void planned(Job job, PlanRevision plan);

    /** A job is in another state: paused, resumed, being cancelled or ended. */
    void changed(Job job);

    /** Outcomes were kept. */
    void recorded(Job job, PartitionResults results);

    /** Another has the lease of a partition that this replica was working on. */
    void leaseLost(Partition partition);

    /** Who held a partition died. */
    void partitionDied(String jobId, long number, int deaths);

    /** The store did not take outcomes; they are offered again. */
    void storeUnavailable(RuntimeException failure);
}
