package io.amorsize.api.job;

import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;

/**
 * Bounds how many streams of items and results are open at a time: each holds a few MiB. Safe for use by many threads.
 */
@Singleton
class StreamRoom {

    /** What a stream holds at most: a batch, its lines and what the store makes of them. */
    private static final long STREAM_BYTES = 8L << 20;

    /** Streams may take so much of the heap. */
    private static final int SHARE_OF_HEAP = 8;

    private static final int MOST = 64;

    private final Semaphore free =
            new Semaphore(Math.clamp(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / STREAM_BYTES, 1, MOST));

    /**
     * Takes a place.
     *
     * @throws ProblemException if there is none
     */
    void take() {
        if (!free.tryAcquire()) {
            throw new ProblemException(Problem.UNAVAILABLE);
        }
    }

    /** Gives back what {@link #take} took. */
    void giveBack() {
        free.release();
    }
}
