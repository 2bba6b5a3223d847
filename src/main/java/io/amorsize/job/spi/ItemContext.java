package io.amorsize.job.spi;

import java.time.Duration;
import java.util.Optional;

/** What a runner is told about the item it runs. */
public interface ItemContext {

    /** The job. */
    String jobId();

    /** Place of the item among those of the job, from 0. */
    long index();

    /** Which try this is, from 1. Tries that a restart cut short are not counted. */
    int attempt();

    /** The same for each try of this item and of no other, also when it is replayed from the dead letters. */
    String idempotencyKey();

    /** Longest time this try may take; empty if there is no limit. */
    Optional<Duration> timeout();

    /**
     * Tells CPU time that was spent elsewhere for the item, in seconds, at least 0: it is added to the thread's own.
     */
    void addCpuSeconds(double seconds);
}
