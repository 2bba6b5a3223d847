package io.amorsize.observability;

/** The tags of metrics. Each has a small, closed set of values; of workloads, 50 at a time, of targets, 20. */
public enum MetricTag {
    /** The advice. */
    DECISION("decision", "`PARALLEL`, `SERIAL` or `UNDECIDED`"),
    /** What the items do. */
    KIND("kind", "`CPU_BOUND`, `IO_BOUND` or `MIXED`"),
    /** What keeps the run from being faster. */
    LIMIT("limit", "the `limit.kind` of the answer, such as `CPU` or `MEMORY`"),
    /** What runs the chunks. */
    EXECUTOR("executor", "`CALLER`, `PLATFORM_THREADS`, `VIRTUAL_THREADS` or `PROCESSES`"),
    /** What the advice rests on. */
    EVIDENCE(
            "evidence",
            "`descriptor`, `samples`, `observations` (stated, or outcomes of earlier runs) or, where recommendations"
                    + " are counted, `mixed` (observations beside one of the others)"),
    /** Why something is not kept. */
    REASON(
            "reason",
            "`queue_full` (more came than could be written), `store_gone` (the store did not answer until the service"
                    + " ended) or `defect`"),
    /** Whether an interval was right. */
    INTERVAL90("interval90", "`inside`, `outside` or `unknown` (there was no interval to compare with)"),
    /** A workload. */
    WORKLOAD("workload", "the caller's name for the workload"),
    /** Whether a few items carry much of the work. */
    TAIL("tail", "`light`, or `heavy` where a few items carry much of the work"),
    /** A job type. */
    TYPE("type", "name of the job type"),
    /** Where a job is in its life. */
    STATE("state", "the `state` of the job, such as `RUNNING`"),
    /** How an item ended. */
    OUTCOME("outcome", "`OK`, `ERROR`, `TIMEOUT`, `REJECTED` or `CANCELLED`"),
    /** Where items hold memory. */
    MEMORY("memory", "`heap`, or `processes` for items that programs run"),
    /** What items call. */
    TARGET(
            "target",
            "what items call, such as the host of a URL: the 20 that were called first among those that are remembered"),
    /** Whether a target may be called. */
    BREAKER("breaker", "`CLOSED` (it may be called), `OPEN` (it is left alone) or `HALF_OPEN` (it is tried)"),
    /** What was wrong with a request. */
    CODE("code", "the `code` of the problem, such as `UNKNOWN_FIELD`"),
    /** What is short. */
    RESOURCE("resource", "`cpu`, `memory` or `io`"),
    /** Workers active at once. */
    WORKERS("workers", "number of workers during the measurement"),
    /** How far a measurement is. */
    STATUS("status", "`PENDING`, `RUNNING`, `MEASURED` or `UNAVAILABLE`"),
    /** What was measured. */
    FIGURE(
            "figure",
            "`dispatch`, `thread_start`, `virtual_thread_start`, `process_start`, `thread_wait`, `virtual_thread_wait`,"
                    + " `memory_bandwidth` or `smt_gain`"),
    /** What is started. */
    STARTED("started", "`thread`, `virtual_thread` or `process`"),
    /** What waits. */
    WAITED("waited", "`thread` or `virtual_thread`"),
    /** A job type. */
    JOB_TYPE("job_type", "the name of the job type, such as `http`"),
    /** What has become of dead letters. */
    LETTER_STATUS("letter_status", "`OPEN`, `REPLAYING`, `REPLAYED`, `RESOLVED`, `QUARANTINED` or `PURGED`"),
    /** How an item ended that failed for good. */
    FAILURE(
            "failure",
            "`EXCEPTION`, `RETRIES_EXHAUSTED`, `TIMEOUT`, `WORKER_DIED`, `REJECTED_INPUT`, `UNKNOWN_TYPE` or"
                    + " `TARGET_UNAVAILABLE`"),
    /** Whether an item was run by a redrive. */
    REPLAY("replay", "`true` if a redrive ran the item, `false` otherwise"),
    /** Version of the service. */
    VERSION("version", "version of the service"),
    /** Version of the virtual machine. */
    JAVA("java", "version of the virtual machine");

    private final String label;
    private final String range;

    MetricTag(String label, String range) {
        this.label = label;
        this.range = range;
    }

    /** The name in the exposition. */
    public String label() {
        return label;
    }

    /** The values it takes, in Markdown. */
    public String range() {
        return range;
    }
}
