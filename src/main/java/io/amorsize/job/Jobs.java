package io.amorsize.job;

import io.amorsize.job.spi.JobRefused;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * All that can be asked of jobs. What a method did is durable when it returns. Safe for use by many threads.
 *
 * <p>Methods that name a job throw {@link UnknownJob} if it does not exist, unless they say otherwise, and all of them
 * throw the store's own runtime exception when it cannot be reached.
 */
public interface Jobs {

    /**
     * Accepts a job.
     *
     * @return the job; the earlier one if its idempotency key was used before
     * @throws Overloaded if there is more to do already than the service takes on
     * @throws JobRefused if the configuration of the service does not allow its parameters
     */
    JobStore.Submission submit(Proposal proposal) throws JobRefused;

    /**
     * Takes more items of a job that is accepting them.
     *
     * @param position index of the first of the items, so that those it has already are not taken twice
     * @param items documents that the job type takes
     * @throws JobConflict if it is not accepting, and there are items that it does not have; or if it is that of a redrive
     * @throws PositionConflict if the items do not belong there; none was taken
     * @throws Overloaded if there is more to do already than the service takes on; none of the items was taken
     */
    JobStore.Appended append(String jobId, OptionalLong position, List<String> items);

    /**
     * Ends the coming in of items. Does nothing to a job to which none can come anyway.
     *
     * @return the job after it
     * @throws JobConflict if it is that of a redrive
     */
    Job close(String jobId);

    /**
     * Stops running items. Does nothing to a job that is paused already.
     *
     * @return the job after it
     * @throws JobConflict if it is being cancelled or has ended
     */
    Job pause(String jobId);

    /**
     * Goes on with a paused job. Does nothing to a job that is not paused and has not ended.
     *
     * @return the job after it
     * @throws JobConflict if it is being cancelled or has ended
     */
    Job resume(String jobId);

    /**
     * Ends a job before its time. Does nothing to a job that is being cancelled or was cancelled already.
     *
     * @return the job after it; nothing if it is damaged, and then it has ended
     * @throws JobConflict if it has ended otherwise
     */
    Optional<Job> cancel(String jobId);

    /**
     * Removes an ended job with its items and results. One that is damaged need not have ended, since nobody can see
     * whether it has.
     *
     * @throws JobConflict if it has not ended
     */
    void delete(String jobId);

    /** A job; empty if it does not exist. */
    Optional<JobView> find(String jobId);

    /**
     * Jobs by age, the newest first.
     *
     * @param before only those older than this one
     * @param most at least 1
     */
    List<JobView> list(JobFilter filter, Optional<String> before, int most);

    /**
     * Outcomes in the order of the items, those that are there.
     *
     * @param from the first item, at least 0
     * @param mostItems at least 1
     * @param mostBytes of results, about; at least one outcome is returned all the same
     */
    List<ItemOutcome> outcomes(String jobId, long from, int mostItems, long mostBytes);

    /**
     * Tells how a job goes on, as far as this replica runs it: at most a few times a second, and once when it has
     * ended.
     *
     * @param listener is called by other threads, one call at a time; it must be quick
     * @return to be closed when nobody listens any more
     */
    AutoCloseable watch(String jobId, Consumer<JobView> listener);
}
