package io.amorsize.optimizer;

/** What runs the chunks. */
public enum Executor {
    /** The calling thread itself. */
    CALLER,
    /** A pool of operating-system threads. */
    PLATFORM_THREADS,
    /** Threads that cost nothing while they wait. */
    VIRTUAL_THREADS,
    /** A pool of processes. */
    PROCESSES
}
