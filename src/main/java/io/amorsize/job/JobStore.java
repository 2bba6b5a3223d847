package io.amorsize.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Keeps jobs, their items, their partitions and the outcomes. What a method did is durable when it returns, and nothing
 * of it was done when it throws. Safe for use by many threads, and by many services on the same database.
 *
 * <p>Methods throw the store's own runtime exception when it cannot be reached, {@link UnknownJob} for a job that it
 * does not have, and {@link DamagedJob} for one that is not as it was written.
 */
public interface JobStore {

    /**
     * Accepts a job with the items that came with it. The first partition is carved with it, if there are items.
     *
     * @param first how many items the first partition may have, at least 1
     * @throws Overloaded if as many jobs are under way as are taken at a time, on all replicas together. A repeated
     *     request is answered all the same
     */
    Submission submit(NewJob job, long first);

    /**
     * Tells whether a new job would be refused now, at less cost than by {@link #submit}.
     *
     * @throws Overloaded if as many jobs are under way as are taken at a time
     */
    void requireRoom();

    /**
     * The job that is kept.
     *
     * @param job the new one; the earlier one if the idempotency key was used before
     * @param isNew whether it is the new one
     * @param sameRequest whether the earlier request was the same; true for a new one
     */
    record Submission(Job job, boolean isNew, boolean sameRequest) {}

    /**
     * Takes more items of a job that is accepting them, and carves a partition if it is to be run and has none that is
     * unfinished.
     *
     * @param position index of the first of the items, at least 0: of those that the job has already, which must be the
     *     same, none is taken again. Without it, they are put behind all that it has
     * @param first how many items that partition may have, at least 1
     * @throws JobConflict if it is not accepting, and there are items that it does not have; or if it is that of a redrive
     * @throws PositionConflict if it has fewer items than {@code position}, or others from there on
     */
    Appended append(String jobId, OptionalLong position, List<String> items, long first);

    /**
     * What came of items that were sent.
     *
     * @param repeated how many of them the job had already
     * @param items how many it has now
     */
    record Appended(int repeated, long items) {}

    /**
     * Takes a step in the life of a job. Steps of one job are taken one after the other.
     *
     * <p>Resuming makes its unfinished partitions available again, or carves one as large as the first if there is
     * none, and forgives what has failed so far: {@link Job#forgiven}. A job without any item left to run is completed
     * by the same transaction that closes or resumes it. A step to an end ends all leases at once, and items without an
     * outcome get the outcome CANCELLED.
     *
     * @param step gives the next state; the same one for no step
     * @throws JobConflict thrown by {@code step} itself; nothing is changed
     */
    Changed change(String jobId, UnaryOperator<JobState> step);

    /**
     * What came of asking for a step.
     *
     * @param job after it
     * @param stepped whether it was one: its state is another than before
     */
    record Changed(Job job, boolean stepped) {}

    /**
     * Takes the step {@link JobState#closed} by request of a caller.
     *
     * @throws JobConflict if it is the job of a redrive, which closes it itself by {@link #change}; nothing is changed
     */
    Changed close(String jobId);

    /** A job. */
    Optional<Job> find(String jobId);

    /** The state of a job, which is known of one that is damaged, too. */
    Optional<JobState> state(String jobId);

    /**
     * Jobs by age, the newest first. One that is damaged is left out.
     *
     * @param before only those older than this one
     * @param most at least 1
     */
    List<Job> list(JobFilter filter, Optional<String> before, int most);

    /**
     * Cuts the next partition off the items that belong to none and makes it available to all replicas.
     *
     * @param items how many it may have at most, at least 1
     * @param window unfinished partitions that the job may have at a time
     * @return nothing if the window is full, no item is left, or the job is not to be run now
     */
    Optional<Partition> carve(String jobId, long items, int window);

    /**
     * Leases a partition: every earlier lease of it ends, also when it is not leased anew. The first lease starts the
     * job. One whose items all have outcomes is leased all the same: who held it died before it could {@link #end} it.
     *
     * @param owner who leases it, for people
     * @param sampling whether items are run to learn from them: then a queued job is SAMPLING from now on, otherwise
     *     RUNNING
     * @return nothing if it is finished, or its job is not to be run now
     */
    Optional<PartitionLease> take(String jobId, long number, String owner, boolean sampling);

    /**
     * Items as they came in.
     *
     * @param most how many bytes of documents are wanted at most; at least one item is returned all the same
     * @return items from {@code range.from} on, in order, as many as fit; not empty
     */
    List<InputItem> input(String jobId, IndexRange range, long most);

    /**
     * Keeps outcomes, all in one transaction, and counts them. Those of a lease that has ended are left out, and so are
     * those of items that have an outcome already: who is told that the store did not answer may safely try again.
     *
     * @param results at most one for each lease
     * @throws IllegalArgumentException if outcomes are not ascending or not of the partition of their lease
     */
    Receipt record(List<PartitionResults> results);

    /**
     * What became of outcomes.
     *
     * @param lost leases that have ended: their holders must stop
     * @param states the states of the jobs they belong to, by identifier
     */
    record Receipt(Set<Partition> lost, Map<String, JobState> states) {

        /** Copies both. */
        public Receipt {
            lost = Set.copyOf(lost);
            states = Map.copyOf(states);
        }
    }

    /**
     * Ends a lease: the partition is finished if all of its items have outcomes, and available again otherwise. When
     * the last partition of a job that is closed is finished, so is the job. When no other is unfinished but items are
     * left, one of the same size is carved, so that a job that is to be run never lacks a partition.
     *
     * @param plans that the job has followed and that were not noted yet: noted with it
     * @return the job after it; nothing if the lease had ended before, and then no plan is noted
     */
    Optional<Job> end(PartitionLease lease, List<PlanRevision> plans);

    /**
     * Counts a death of who held a partition; the lease ends. Telling twice of the same death counts once.
     *
     * @return how many there were
     */
    int died(String jobId, long number);

    /**
     * Cuts what is left of a leased partition in two halves, each a partition of its own, to find out which item kills
     * its worker; each counts one death less than the whole. The lease ends. Nothing happens if it had ended before.
     *
     * @throws IllegalArgumentException if less than two items are left
     */
    void halve(PartitionLease lease);

    /**
     * Gives all items of a job that is being cancelled and were never tried the outcome CANCELLED and ends it, once no
     * partition is leased. To be called again until it is ended.
     *
     * @return the job after it; nothing if a partition is leased, or the job is not being cancelled
     */
    Optional<Job> abandon(String jobId);

    /**
     * Cancels a job that {@link #change} and {@link #abandon} cannot, since it is damaged: nothing of what is damaged is
     * read. It ends at once, as by a step of {@link #change} to an end. Does nothing to a job that has ended.
     */
    void cancelDamaged(String jobId);

    /** Notes that a job follows another plan from now on. */
    void addPlan(String jobId, PlanRevision plan);

    /**
     * Outcomes in the order of the items, those that are there.
     *
     * @param from the first item
     * @param mostItems at least 1
     * @param mostBytes of results, about; at least one outcome is returned all the same
     */
    List<ItemOutcome> outcomes(String jobId, long from, int mostItems, long mostBytes);

    /**
     * Removes an ended job with all that belongs to it but its dead letters. One that is damaged need not have ended,
     * since nobody can see whether it has: leases of it end.
     *
     * @throws JobConflict if it has not ended
     */
    void delete(String jobId);

    /** Jobs that have not ended, the oldest first. */
    List<Job> open(int most);

    /** How many jobs there are in each state. */
    Map<JobState.Label, Long> population();

    /** Removes ended jobs beyond what is to be kept, the oldest first, a few at a time; how many it removed. */
    int forget(Instant endedBefore, long keep);
}
