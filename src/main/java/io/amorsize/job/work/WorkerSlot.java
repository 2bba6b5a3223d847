package io.amorsize.job.work;

/** The place of a worker that runs a piece. Used by the worker's own thread. */
public interface WorkerSlot {

    /**
     * Begins a try: when its time is over, the thread is interrupted, and if it does not come back within a moment, it
     * is given up: another takes its place.
     *
     * @param timeoutNanos longest time of the try; {@link Long#MAX_VALUE} for no limit
     * @param givenUp called by another thread when this one is given up; never after {@link #end}
     */
    void begin(long timeoutNanos, Runnable givenUp);

    /** Ends a try. Whatever interruption came of its time is cleared. */
    End end();

    /** How a try ended. */
    enum End {
        /** Before its time was over. */
        IN_TIME,
        /** The thread was interrupted because the time was over. */
        TIMED_OUT,
        /** The thread was interrupted because the source left the pool. */
        WITHDRAWN,
        /** The thread was given up: it must do nothing more for the piece and return. */
        GIVEN_UP
    }

    /** Whether the worker should return soon, with the rest of its piece undone: others wait, or the source left. */
    boolean shouldYield();
}
