package io.amorsize.job;

import java.util.Map;

/**
 * Tells two listeners.
 *
 * @param first told first
 * @param next told then
 */
record JobListenerChain(JobListener first, JobListener next) implements JobListener {

    @Override
    public void accepted(Job job) {
        first.accepted(job);
        next.accepted(job);
    }

    @Override
    public void planned(Job job, PlanRevision plan) {
        first.planned(job, plan);
        next.planned(job, plan);
    }

    @Override
    public void paused(Job job) {
        first.paused(job);
        next.paused(job);
    }

    @Override
    public void ended(Job job) {
        first.ended(job);
        next.ended(job);
    }

    @Override
    public void recorded(String type, Map<OutcomeStatus, Long> items, double busySeconds) {
        first.recorded(type, items, busySeconds);
        next.recorded(type, items, busySeconds);
    }

    @Override
    public void retried(String type, long tries) {
        first.retried(type, tries);
        next.retried(type, tries);
    }

    @Override
    public void leaseLost(Partition partition) {
        first.leaseLost(partition);
        next.leaseLost(partition);
    }

    @Override
    public void died(String jobId, long number, int deaths) {
        first.died(jobId, number, deaths);
        next.died(jobId, number, deaths);
    }
}
