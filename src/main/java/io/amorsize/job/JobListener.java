package io.amorsize.job;

import java.util.Map;

/**
 * Is told what becomes of jobs, for example to count it. Must be fast, must not throw, and must be safe for use by many
 * threads. Each thing is told once, by the replica that did it, when it is durable.
 */
public interface JobListener {

    /** Listens to nothing. */
    JobListener NONE = new JobListener() {};

    /** A job was accepted; not called for a repeated request. */
    default void accepted(Job job) {}

    /** A job follows another plan. */
    default void planned(Job job, PlanRevision plan) {}

    /** A job was paused, by somebody or by its failure policy; its state says why. */
    default void paused(Job job) {}

    /** A job is over; its state says how. */
    default void ended(Job job) {}

    /**
     * Outcomes of a job were kept.
     *
     * @param type its type
     * @param items how many there were of each status
     * @param busySeconds time of their last tries together
     */
    default void recorded(String type, Map<OutcomeStatus, Long> items, double busySeconds) {}

    /**
     * Items are tried again.
     *
     * @param type type of their job
     * @param tries how many tries failed that are followed by another
     */
    default void retried(String type, long tries) {}

    /** A partition that this replica ran belongs to another now; its outcomes were left out. */
    default void leaseLost(Partition partition) {}

    /**
     * Who held a partition died.
     *
     * @param number of the partition in its job
     * @param deaths how often that has happened to it
     */
    default void died(String jobId, long number, int deaths) {}

    /** One that tells both, this one first. */
    default JobListener andThen(JobListener next) {
        return new JobListenerChain(this, next);
    }
}
