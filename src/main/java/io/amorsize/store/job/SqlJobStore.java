package io.amorsize.store.job;

import io.amorsize.job.IndexRange;
import io.amorsize.job.InputItem;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.Job;
import io.amorsize.job.JobConflict;
import io.amorsize.job.JobFilter;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import io.amorsize.job.NewJob;
import io.amorsize.job.Partition;
import io.amorsize.job.PartitionLease;
import io.amorsize.job.PartitionResults;
import io.amorsize.job.PlanRevision;
import io.amorsize.job.UnknownJob;
import io.amorsize.store.Database;
import io.amorsize.store.FailureSink;
import io.amorsize.store.PartitionQueue;
import io.amorsize.store.job.JobInput.NewItem;
import io.amorsize.store.job.JobPartitions.Unfinished;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Jobs in a database. */
public final class SqlJobStore implements JobStore {

    private final Database database;
    private final InstantSource clock;
    private final JobPartitions partitions;
    private final JobIntake intake;
    private final JobCourse course;
    private final ResultRecording recording;
    private final JobRemoval removal;
    private final OpenJobs open;

    /**
     * @param database shared with others
     * @param queue is told of partitions that are to be run
     * @param sink is told of failures
     * @param clock says when jobs begin and end
     * @param mostOpen jobs that may be under way at a time, at least 1
     */
    public SqlJobStore(Database database, PartitionQueue queue, FailureSink sink, InstantSource clock, long mostOpen) {
        this.database = database;
        this.clock = clock;
        this.partitions = new JobPartitions(queue);
        this.intake = new JobIntake(queue);
        this.course = new JobCourse(partitions, sink);
        this.recording = new ResultRecording(partitions, sink);
        this.removal = new JobRemoval(database);
        this.open = new OpenJobs(mostOpen);
    }

    @Override
    public Submission submit(NewJob job, long first) {
        return database.write(connection -> {
            if (!intake.accept(connection, job, Optional.empty(), first)) {
                return earlier(connection, job);
            }
            LockedJob accepted = LockedJob.require(connection, job.id());
            course.settle(connection, accepted, first, clock.instant());
            Submission submission = new Submission(saved(connection, accepted), true, true);
            open.admit(connection);
            return submission;
        });
    }

    @Override
    public void requireRoom() {
        database.read(connection -> {
            open.requireRoom(connection);
            return open;
        });
    }

    private static Submission earlier(Connection connection, NewJob job) throws SQLException {
        NewJob.Idempotency idempotency = job.idempotency()
                .orElseThrow(() -> new IllegalArgumentException("there is a job " + job.id() + " already"));
        Map.Entry<Job, String> earlier = JobRows.ofKey(connection, idempotency.key())
                .orElseThrow(() -> new SQLException("the job is gone that was there a moment ago"));
        return new Submission(earlier.getKey(), false, earlier.getValue().equals(idempotency.fingerprint()));
    }

    @Override
    public Appended append(String jobId, OptionalLong position, List<String> items, long first) {
        return database.write(connection -> {
            if (!JobRows.ofRedrives(connection, Set.of(jobId)).isEmpty()) {
                throw JobConflict.ofRedrive(jobId);
            }
            int repeated =
                    position.isPresent() ? RepeatedItems.count(connection, jobId, position.getAsLong(), items) : 0;
            List<NewItem> added = items.stream()
                    .skip(repeated)
                    .map(json -> new NewItem(json, Optional.empty()))
                    .toList();
            if (added.isEmpty()) {
                return new Appended(repeated, JobRows.require(connection, jobId).items());
            }
            return new Appended(repeated, intake.append(connection, jobId, added, first) + added.size());
        });
    }

    @Override
    public Changed change(String jobId, UnaryOperator<JobState> step) {
        return database.write(connection -> changed(connection, LockedJob.require(connection, jobId), step));
    }

    @Override
    public Changed close(String jobId) {
        return database.write(connection -> {
            LockedJob job = LockedJob.require(connection, jobId);
            if (job.redrive.isPresent()) {
                throw JobConflict.ofRedrive(jobId);
            }
            return changed(connection, job, JobState::closed);
        });
    }

    private Changed changed(Connection connection, LockedJob job, UnaryOperator<JobState> step) throws SQLException {
        JobState before = job.state;
        JobState after = step.apply(before);
        if (after.equals(before)) {
            return new Changed(JobRows.require(connection, job.id), false);
        }
        if (after instanceof JobState.Ended ended) {
            course.giveUp(connection, job, ended);
        } else {
            boolean couldRun = job.mayRun();
            if (before instanceof JobState.Paused && after instanceof JobState.Active) {
                // Somebody resumes it, knowing of what failed.
                job.forgiven = job.counts;
            }
            job.state = after;
            if (!couldRun && job.mayRun()) {
                partitions.offerAll(connection, job);
            }
            course.settle(connection, job, job.firstPartition, clock.instant());
        }
        return new Changed(saved(connection, job), true);
    }

    private static Job saved(Connection connection, LockedJob job) throws SQLException {
        job.save(connection);
        return JobRows.require(connection, job.id);
    }

    @Override
    public Optional<Job> find(String jobId) {
        return database.read(connection -> JobRows.find(connection, jobId));
    }

    @Override
    public Optional<JobState> state(String jobId) {
        return database.read(connection -> JobRows.state(connection, jobId));
    }

    @Override
    public List<Job> list(JobFilter filter, Optional<String> before, int most) {
        return database.read(connection -> JobRows.list(connection, filter, before, most));
    }

    @Override
    public Optional<Partition> carve(String jobId, long items, int window) {
        return database.write(connection -> {
            LockedJob job = LockedJob.require(connection, jobId);
            if (!job.mayRun() || job.open >= window || job.carved == job.items) {
                return Optional.empty();
            }
            Partition partition = partitions.carve(connection, job, items);
            job.save(connection);
            return Optional.of(partition);
        });
    }

    @Override
    public Optional<PartitionLease> take(String jobId, long number, String owner, boolean sampling) {
        return database.write(connection -> {
            LockedJob job = LockedJob.require(connection, jobId);
            Optional<Unfinished> found = partitions.find(connection, jobId, number);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Partition partition = found.get().partition();
            if (!job.mayRun()) {
                if (found.get().leased()) {
                    partitions.giveBack(connection, job, partition);
                }
                return Optional.empty();
            }
            Instant now = clock.instant();
            List<IndexRange> left = JobResults.left(connection, jobId, JobPartitions.range(partition));
            if (job.start(now, sampling)) {
                job.save(connection);
            }
            long fence = partitions.lease(connection, found.get(), owner);
            return Optional.of(new PartitionLease(partition, fence, found.get().deaths(), left));
        });
    }

    private void finish(Connection connection, LockedJob job, Partition partition, Instant now) throws SQLException {
        partitions.finish(connection, job, partition);
        course.settle(connection, job, partition.items(), now);
        job.save(connection);
    }

    @Override
    public List<InputItem> input(String jobId, IndexRange range, long most) {
        return database.read(connection -> JobInput.read(connection, jobId, range, most));
    }

    @Override
    public Receipt record(List<PartitionResults> results) {
        ResultRecording.Written written = database.write(connection -> recording.record(connection, results));
        written.committed().run();
        return written.receipt();
    }

    @Override
    public Optional<Job> end(PartitionLease lease, List<PlanRevision> plans) {
        return database.write(connection -> {
            Partition partition = lease.partition();
            Optional<LockedJob> job = LockedJob.find(connection, partition.jobId());
            if (job.isEmpty() || partitions.of(connection, lease).isEmpty()) {
                return Optional.empty();
            }
            for (PlanRevision plan : plans) {
                JobRows.addPlan(connection, partition.jobId(), plan);
            }
            if (JobResults.left(connection, partition.jobId(), JobPartitions.range(partition))
                    .isEmpty()) {
                // Not before: others may have had the database for seconds, and ended items meanwhile.
                finish(connection, job.get(), partition, clock.instant());
            } else {
                partitions.giveBack(connection, job.get(), partition);
            }
            return Optional.of(JobRows.require(connection, partition.jobId()));
        });
    }

    @Override
    public int died(String jobId, long number) {
        return database.write(connection -> {
            LockedJob.require(connection, jobId);
            Optional<Unfinished> found = partitions.find(connection, jobId, number);
            if (found.isEmpty()) {
                return 0;
            }
            if (!found.get().leased()) {
                return found.get().deaths();
            }
            partitions.died(connection, found.get().partition());
            return found.get().deaths() + 1;
        });
    }

    @Override
    public void halve(PartitionLease lease) {
        database.write(connection -> {
            Partition partition = lease.partition();
            Optional<LockedJob> job = LockedJob.find(connection, partition.jobId());
            Optional<Unfinished> leased = partitions.of(connection, lease);
            if (job.isEmpty() || leased.isEmpty()) {
                return false;
            }
            List<IndexRange> left = JobResults.left(connection, partition.jobId(), JobPartitions.range(partition));
            partitions.cut(connection, job.get(), leased.get(), middle(left));
            job.get().save(connection);
            return true;
        });
    }

    /** The item that has half of all before it. Having no outcome, it is inside of no row of results. */
    private static long middle(List<IndexRange> ranges) {
        long half = ranges.stream().mapToLong(IndexRange::size).sum() / 2;
        if (half == 0) {
            throw new IllegalArgumentException("less than two items are left: they cannot be halved");
        }
        for (IndexRange range : ranges) {
            if (half < range.size()) {
                return range.from() + half;
            }
            half -= range.size();
        }
        throw new IllegalStateException("half of the items is more than all of them");
    }

    @Override
    public Optional<Job> abandon(String jobId) {
        return database.write(connection -> {
            LockedJob job = LockedJob.require(connection, jobId);
            boolean leased = partitions.all(connection, jobId).stream().anyMatch(Unfinished::leased);
            if (leased || !(job.state instanceof JobState.Cancelling cancelling)) {
                return Optional.empty();
            }
            course.giveUp(connection, job, cancelling.done(clock.instant()));
            return Optional.of(saved(connection, job));
        });
    }

    @Override
    public void cancelDamaged(String jobId) {
        database.write(connection -> {
            LockedJob job = LockedJob.require(connection, jobId);
            switch (job.state) {
                case JobState.Open open ->
                    course.giveUp(connection, job, open.cancel().done(clock.instant()));
                case JobState.Cancelling cancelling -> course.giveUp(connection, job, cancelling.done(clock.instant()));
                case JobState.Ended ignored -> {}
            }
            job.save(connection);
            return jobId;
        });
    }

    @Override
    public void addPlan(String jobId, PlanRevision plan) {
        database.write(connection -> {
            LockedJob job = LockedJob.require(connection, jobId);
            JobRows.addPlan(connection, job.id, plan);
            return plan;
        });
    }

    @Override
    public List<ItemOutcome> outcomes(String jobId, long from, int mostItems, long mostBytes) {
        return database.read(connection -> {
            if (!JobRows.exists(connection, jobId)) {
                throw new UnknownJob(jobId);
            }
            return JobResults.read(connection, jobId, from, mostItems, mostBytes);
        });
    }

    @Override
    public void delete(String jobId) {
        removal.delete(jobId);
    }

    @Override
    public List<Job> open(int most) {
        return database.read(connection -> JobRows.open(connection, most));
    }

    @Override
    public Map<JobState.Label, Long> population() {
        return database.read(JobRows::population);
    }

    @Override
    public int forget(Instant endedBefore, long keep) {
        return removal.forget(endedBefore, keep);
    }
}
