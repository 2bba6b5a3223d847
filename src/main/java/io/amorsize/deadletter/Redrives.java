package io.amorsize.deadletter;

import io.amorsize.job.NewJob;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps redrives and hands dead letters to their jobs. What a method did is durable when it returns, and nothing of it
 * was done when it throws. Safe for use by many threads, and by many services on the same database.
 *
 * <p>Methods throw the store's own runtime exception when it cannot be reached.
 */
public interface Redrives {

    /**
     * Begins a redrive.
     *
     * @throws DeadLetterConflict if it is about one letter that has changed
     */
    Submission submit(NewRedrive redrive);

    /**
     * The redrive that is kept.
     *
     * @param redrive the new one; the earlier one if the idempotency key was used before
     * @param isNew whether it is the new one
     * @param sameRequest whether the earlier request was the same; true for a new one
     */
    record Submission(Redrive redrive, boolean isNew, boolean sameRequest) {}

    /** The redrive that was begun with an idempotency key, and whether by the same request. */
    Optional<Submission> earlier(NewJob.Idempotency idempotency);

    /**
     * What a redrive would take.
     *
     * @return how many letters, by job type
     */
    List<Matched> preview(Redrive.Request request, Instant now);

    /**
     * Letters that a redrive would take.
     *
     * @param type their job type
     * @param letters how many, at least 1
     */
    record Matched(String type, long letters) {}

    /** A redrive. */
    Optional<Redrive> find(String id);

    /**
     * Redrives by age, the newest first.
     *
     * @param before only those older than this one
     * @param most at least 1
     */
    List<Redrive> list(Optional<String> before, int most);

    /**
     * Redrives that are not over, the oldest first.
     *
     * @param after only those younger than this one
     * @param most at least 1
     */
    List<Redrive> unfinished(Optional<String> after, int most);

    /**
     * Hands the next letters to the jobs of a redrive, the oldest first, all in one transaction: each is an item of one
     * of its jobs and marked as being replayed, or neither.
     *
     * @param most how many to look at, at least 1
     * @return whether there may be more
     */
    boolean feed(String id, int most);

    /** Notes that all letters were handed over and the jobs take no more. */
    void fed(String id);

    /**
     * Asks for the end of a redrive; one that is over stays as it is.
     *
     * @return the redrive after it
     * @throws UnknownRedrive if there is none
     */
    Redrive cancel(String id);

    /**
     * Gives back letters that a redrive has taken and nobody will run, some at a time: they are what they were before.
     *
     * @param job those fed to this job; those fed to none if empty
     * @return how many it gave back; 0 when none is left
     */
    int giveBack(String id, Optional<String> job, int most);

    /** Ends a redrive none of whose letters is being replayed any more; does nothing as long as one is. */
    void end(String id);

    /** Removes redrives that were over before a moment, some at a time; how many it removed. */
    int forget(Instant endedBefore, int most);
}
