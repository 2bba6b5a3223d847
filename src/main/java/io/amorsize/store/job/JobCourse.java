package io.amorsize.store.job;

import io.amorsize.job.IndexRange;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobState;
import io.amorsize.store.FailureSink;
import io.amorsize.store.FailureSink.Origin;
import io.amorsize.store.job.JobPartitions.Unfinished;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a locked job goes on and ends. Safe for use by many threads. */
final class JobCourse {

    private final JobPartitions partitions;
    private final FailureSink sink;

    JobCourse(JobPartitions partitions, FailureSink sink) {
        this.partitions = partitions;
        this.sink = sink;
    }

    /**
     * Completes a job that has no item left, and sees to it that one that is to be run has a partition: without any,
     * nobody would come and carve one.
     *
     * @param items how many the partition may have that is carved for want of any
     */
    void settle(Connection connection, LockedJob job, long items, Instant now) throws SQLException {
        if (job.open > 0) {
            return;
        }
        if (job.carved < job.items) {
            if (job.mayRun()) {
                partitions.carve(connection, job, items);
            }
            return;
        }
        Optional<JobState.Ended> completed = job.state.completed(now, job.counts.failed());
        if (completed.isPresent()) {
            end(connection, job, completed.get());
        }
    }

    /** Ends a job now: items without outcome are cancelled, and all leases end. */
    void giveUp(Connection connection, LockedJob job, JobState.Ended state) throws SQLException {
        List<IndexRange> left = new ArrayList<>();
        for (Unfinished each : partitions.all(connection, job.id)) {
            left.addAll(JobResults.left(connection, job.id, JobPartitions.range(each.partition())));
            partitions.finish(connection, job, each.partition());
        }
        if (job.carved < job.items) {
            left.add(new IndexRange(job.carved, job.items));
            job.carved = job.items;
        }
        JobResults.insertCancelled(connection, job.id, left);
        long cancelled = left.stream().mapToLong(IndexRange::size).sum();
        job.counts = job.counts.plus(new JobCounts(0, 0, cancelled, 0, 0));
        end(connection, job, state);
    }

    private void end(Connection connection, LockedJob job, JobState.Ended state) throws SQLException {
        job.state = state;
        if (job.redrive.isPresent()) {
            sink.ended(connection, job.id, job.redrive.get());
        }
    }

    static Origin origin(Connection connection, LockedJob job) throws SQLException {
        return new Origin(job.id, JobRows.spec(connection, job.id), job.redrive);
    }
}
