package io.amorsize.job;

import java.time.Duration;

/** Runs partitions that this replica was given. Safe for use by many threads. */
public interface PartitionHandler {

    /**
     * Runs what is left of a partition; returns when it is finished or when this replica is to leave it.
     *
     * @param owner who runs it, for people
     * @throws InterruptedException if the thread was interrupted; the partition stays available
     */
    Verdict run(String jobId, long number, String owner) throws InterruptedException;

    /**
     * Told when who held a partition died.
     *
     * @return what becomes of it
     */
    Verdict died(String jobId, long number);

    /** What becomes of a partition. */
    sealed interface Verdict {

        /** It needs nobody any more, or will be offered anew when its job goes on. */
        record Over() implements Verdict {}

        /**
         * It is offered again.
         *
         * @param delay not before so long, at most a minute: one who waits for longer waits because of a wrong clock
         */
        record Again(Duration delay) implements Verdict {}
    }
}
