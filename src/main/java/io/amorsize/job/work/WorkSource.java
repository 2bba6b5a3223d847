package io.amorsize.job.work;

import io.amorsize.optimizer.Executor;
import java.util.Optional;

/**
 * A job as the pool sees it. The pool calls it from many threads, some methods while it holds its lock: each must be
 * quick, must not wait, must not call the pool and, but for {@link #next}, must not throw.
 */
public interface WorkSource {

    /**
     * The next piece of work; nothing if there is none now. The pool must be nudged when there is some again, and once
     * to begin. Called without a lock held.
     */
    Optional<Piece> next();

    /** Most pieces that may run at a time, at least 1. The pool should be nudged when it grows. */
    int workers();

    /** What runs the pieces. A caller counts as a platform thread. */
    Executor executor();

    /** CPUs that one running piece keeps busy, 0..1; up to 0.05 it counts as waiting. */
    double cpuShare();

    /** Its share among the sources when CPUs are short, above 0. */
    int weight();

    /** Work for one worker: a chunk of items. */
    interface Piece {

        /**
         * Does the work.
         *
         * @param slot of the worker that runs it
         */
        void run(WorkerSlot slot);
    }
}
