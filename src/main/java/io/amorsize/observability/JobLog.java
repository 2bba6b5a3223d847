package io.amorsize.observability;

import io.amorsize.job.Job;
import io.amorsize.job.JobListener;
import io.amorsize.job.JobState;
import io.amorsize.job.Partition;
import io.amorsize.job.PlanRevision;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Logs what becomes of jobs, a line for each step. Items are not logged. Safe for use by many threads. */
public final class JobLog implements JobListener {

    private static final Logger LOG = Logger.getLogger(JobLog.class);

    @Override
    public void accepted(Job job) {
        LOG.info(acceptance(job));
    }

    @Override
    public void planned(Job job, PlanRevision plan) {
        LOG.info(planning(job, plan));
    }

    @Override
    public void paused(Job job) {
        LOG.info(pause(job));
    }

    @Override
    public void ended(Job job) {
        LOG.info(end(job));
    }

    @Override
    public void leaseLost(Partition partition) {
        LOG.warn(of("Partition lost to another replica.", partition));
    }

    @Override
    public void died(String jobId, long number, int deaths) {
        LOG.warn(LogLine.of("Partition held by a replica that died.")
                .with(LogKey.JOB_ID, jobId)
                .with(LogKey.PARTITION, number)
                .with(LogKey.DEATHS, deaths));
    }

    static LogLine acceptance(Job job) {
        return of("Job accepted.", job).with(LogKey.ITEMS, job.items());
    }

    static LogLine planning(Job job, PlanRevision plan) {
        return of("Job planned.", job)
                .with(LogKey.WORKERS, plan.workers())
                .with(LogKey.CHUNK_SIZE, plan.chunkSize())
                .with(LogKey.WHY, plan.reason());
    }

    static LogLine pause(Job job) {
        return explained(of("Job paused.", job), job);
    }

    static LogLine end(Job job) {
        LogLine line = of("Job ended.", job)
                .with(LogKey.STATE, job.state().label())
                .with(LogKey.SUCCEEDED, job.counts().succeeded())
                .with(LogKey.FAILED, job.counts().failed())
                .with(LogKey.CANCELLED, job.counts().cancelled());
        if (job.state() instanceof JobState.Ended end) {
            line = line.with(
                    LogKey.SECONDS,
                    Duration.between(job.createdAt(), end.endedAt()).toMillis() / 1e3);
        }
        return explained(line, job);
    }

    private static LogLine of(String message, Job job) {
        return LogLine.of(message)
                .with(LogKey.JOB_ID, job.id())
                .with(LogKey.TYPE, job.spec().type());
    }

    private static LogLine of(String message, Partition partition) {
        return LogLine.of(message).with(LogKey.JOB_ID, partition.jobId()).with(LogKey.PARTITION, partition.number());
    }

    private static LogLine explained(LogLine line, Job job) {
        return job.state().explanation().map(why -> line.with(LogKey.WHY, why)).orElse(line);
    }
}
