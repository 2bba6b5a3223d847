package io.amorsize.workload;

/** What executes the items. docs/runtimes.md has the overheads of each. */
public enum ExecutionRuntime {
    /** JVM threads: platform threads, or virtual ones where many items wait at a time. */
    AUTO,
    /** A fixed pool of JVM platform threads. */
    JVM_THREADS,
    /** JVM virtual threads, one per item in flight. */
    JVM_VIRTUAL_THREADS,
    /** CPython threads, which share one interpreter lock: CPU work never speeds up. */
    PYTHON_THREADS,
    /** CPython processes started by fork. */
    PYTHON_PROCESSES_FORK,
    /** CPython processes started by spawn. */
    PYTHON_PROCESSES_SPAWN,
    /** Node.js worker threads. */
    NODE_WORKERS,
    /** Go goroutines. */
    GO_ROUTINES,
    /** Anything else: the caller states the overheads. */
    CUSTOM
}
