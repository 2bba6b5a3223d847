package io.amorsize.job.work;

/**
 * Hears what goes wrong in a {@link WorkerPool}, on the thread where it happens and without a lock held. Must be quick;
 * what it throws is dropped.
 */
public interface PoolListener {

    /** Hears nothing. */
    PoolListener NONE = new PoolListener() {};

    /**
     * A piece, or the source asked for one, threw. The worker goes on. A source that threw counts as one without work
     * until its next nudge.
     *
     * @param source whose it was
     * @param error also an {@link Error}
     */
    default void failed(WorkSource source, Throwable error) {}

    /**
     * A thread did not come back from a try in time and was given up; another may take its place. It still counts in
     * the CPUs used.
     *
     * @param source whose piece it runs
     * @param thread its name
     */
    default void gaveUp(WorkSource source, String thread) {}

    /**
     * A thread that was given up came back, and ended.
     *
     * @param source whose piece it ran
     * @param thread its name
     */
    default void cameBack(WorkSource source, String thread) {}

    /**
     * The system refused a thread; it is tried again soon.
     *
     * @param error why
     */
    default void noThread(Throwable error) {}
}
