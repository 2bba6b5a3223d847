package io.amorsize.store.job;

import io.amorsize.job.IndexRange;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore.Receipt;
import io.amorsize.job.Partition;
import io.amorsize.job.PartitionResults;
import io.amorsize.store.FailureSink;
import io.amorsize.store.job.JobPartitions.Unfinished;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Keeps outcomes of leased partitions. Safe for use by many threads. */
final class ResultRecording {

    private final JobPartitions partitions;
    private final FailureSink sink;

    ResultRecording(JobPartitions partitions, FailureSink sink) {
        this.partitions = partitions;
        this.sink = sink;
    }

    /**
     * What was recorded.
     *
     * @param receipt for the caller
     * @param committed to be done once the transaction has been committed
     */
    record Written(Receipt receipt, Runnable committed) {}

    /** @throws IllegalArgumentException if outcomes are not ascending or not of their partition */
    Written record(Connection connection, List<PartitionResults> results) throws SQLException {
        Set<Partition> lost = new HashSet<>();
        Map<String, JobState> states = new HashMap<>();
        List<FailureSink.Recorded> noteworthy = new ArrayList<>();
        TreeMap<String, List<PartitionResults>> byJob = results.stream()
                .collect(Collectors.groupingBy(
                        each -> each.lease().partition().jobId(), TreeMap::new, Collectors.toList()));
        lock(connection, byJob);
        for (Map.Entry<String, List<PartitionResults>> each : byJob.entrySet()) {
            Optional<LockedJob> job = LockedJob.find(connection, each.getKey());
            for (PartitionResults ofPartition : each.getValue()) {
                if (job.isEmpty() || !record(connection, job.get(), ofPartition, noteworthy)) {
                    lost.add(ofPartition.lease().partition());
                }
            }
            if (job.isPresent()) {
                job.get().save(connection);
                states.put(each.getKey(), job.get().state);
            }
        }
        Runnable committed = noteworthy.isEmpty() ? () -> {} : sink.recorded(connection, noteworthy);
        return new Written(new Receipt(lost, states), committed);
    }

    /** Locks all jobs that will be changed; a single one is locked when it is read. */
    private void lock(Connection connection, Map<String, List<PartitionResults>> byJob) throws SQLException {
        if (!JobLocks.areNeeded(connection)) {
            return;
        }
        TreeSet<String> ids = new TreeSet<>(byJob.keySet());
        for (String redriveJob : JobRows.ofRedrives(connection, byJob.keySet())) {
            for (PartitionResults each : byJob.getOrDefault(redriveJob, List.of())) {
                ids.addAll(sink.amended(connection, redriveJob, each.outcomes()));
            }
        }
        if (ids.size() > 1) {
            JobLocks.take(connection, ids);
        }
    }

    /** Whether the lease still holds. */
    private boolean record(
            Connection connection, LockedJob job, PartitionResults results, List<FailureSink.Recorded> noteworthy)
            throws SQLException {
        Optional<Unfinished> partition = partitions.of(connection, results.lease());
        if (partition.isEmpty()) {
            return false;
        }
        List<ItemOutcome> given = results.outcomes();
        if (given.isEmpty()) {
            job.counts = job.counts.plus(new JobCounts(0, 0, 0, results.retries(), 0));
            return true;
        }
        check(given, partition.get().partition());
        List<ItemOutcome> fresh = withoutRecorded(connection, job.id, given);
        if (!fresh.isEmpty()) {
            JobResults.insert(connection, job.id, fresh);
            job.counts = job.counts.plus(counts(fresh, results.retries()));
            if (job.redrive.isPresent() || fresh.stream().anyMatch(JobResults::hasFailed)) {
                noteworthy.add(new FailureSink.Recorded(JobCourse.origin(connection, job), fresh));
            }
        }
        return true;
    }

    private static void check(List<ItemOutcome> outcomes, Partition partition) {
        long least = partition.from();
        for (ItemOutcome outcome : outcomes) {
            if (outcome.index() < least || outcome.index() >= partition.to()) {
                throw new IllegalArgumentException("outcome of item " + outcome.index() + " is out of place in the"
                        + " partition " + partition.from() + " to " + partition.to());
            }
            least = outcome.index() + 1;
        }
    }

    /**
     * Leaves out what was recorded before. A commit can succeed although its caller was told that it failed, when the
     * connection breaks in between; the results come once more then.
     */
    private static List<ItemOutcome> withoutRecorded(Connection connection, String jobId, List<ItemOutcome> outcomes)
            throws SQLException {
        IndexRange all =
                new IndexRange(outcomes.getFirst().index(), outcomes.getLast().index() + 1);
        List<IndexRange> recorded = JobResults.recorded(connection, jobId, all);
        return recorded.isEmpty()
                ? outcomes
                : outcomes.stream()
                        .filter(outcome -> recorded.stream()
                                .noneMatch(range -> outcome.index() >= range.from() && outcome.index() < range.to()))
                        .toList();
    }

    private static JobCounts counts(List<ItemOutcome> outcomes, long retries) {
        long succeeded = 0;
        long cancelled = 0;
        double busySeconds = 0;
        for (ItemOutcome outcome : outcomes) {
            switch (outcome.status()) {
                case OK -> succeeded++;
                case CANCELLED -> cancelled++;
                case ERROR, TIMEOUT, REJECTED -> {}
            }
            busySeconds += outcome.seconds();
        }
        return new JobCounts(succeeded, outcomes.size() - succeeded - cancelled, cancelled, retries, busySeconds);
    }
}
