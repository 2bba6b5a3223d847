package io.amorsize.observability;

/** The keys of facts in log lines: one word for one thing, everywhere. */
public enum LogKey {
    /** Where the API listens. */
    API("api", "Address of the API and the page."),
    /** Where the API can be tried. */
    DOCS("docs", "Address where the API is described and can be tried."),
    /** Where health and metrics are. */
    MANAGEMENT("management", "Address of health and metrics."),
    /** CPUs to plan for. */
    EFFECTIVE_CPUS("effectiveCpus", "CPUs that plans count on."),
    /** Memory to plan for. */
    USABLE_BYTES("usableBytes", "Memory that plans count on."),
    /** What everything is kept in. */
    STORE("store", "The database: `SQLite` or `PostgreSQL`."),
    /** What another program said. */
    CAUSE("cause", "What the database said."),
    /** Version of the service. */
    VERSION("version", "Version of the service."),
    /** Duration of something. */
    SECONDS("seconds", "How long it took."),
    /** Identifier of a recommendation. */
    RECOMMENDATION_ID("recommendationId", "The `id` of the answer."),
    /** The advice. */
    DECISION("decision", "The `decision` of the answer; also a tag of the metrics."),
    /** Workers to use. */
    WORKERS("workers", "The `workers` of the answer or of the plan of the job."),
    /** Items per chunk. */
    CHUNK_SIZE("chunkSize", "The `chunkSize` of the answer or of the plan of the job."),
    /** What the advice rests on. */
    EVIDENCE("evidence", "What the answer rests on; also a tag of the metrics."),
    /** Identifier of a job. */
    JOB_ID("jobId", "The `id` of the job."),
    /** Type of a job. */
    TYPE("type", "The job type; also a tag of the metrics."),
    /** Items of a job. */
    ITEMS("items", "Items that the job has."),
    /** Where a job is in its life. */
    STATE("state", "The `state` of the job; also a tag of the metrics."),
    /** Items that are OK. */
    SUCCEEDED("succeeded", "Items that succeeded."),
    /** Items that are not. */
    FAILED("failed", "Items that failed."),
    /** Items that were never run to their end. */
    CANCELLED("cancelled", "Items that were cancelled."),
    /** A reason. */
    WHY("why", "Why it happened."),
    /** Part of a job. */
    PARTITION("partition", "Number of the partition of the job."),
    /** How often it killed. */
    DEATHS("deaths", "How often those who held the partition have died."),
    /** What items call. */
    TARGET("target", "What items call, such as the host of a URL."),
    /** Recurring work. */
    CHORE("chore", "Name of the recurring work."),
    /** A thread. */
    THREAD("thread", "Name of the thread."),
    /** What work may use. */
    CPU_SHARE("cpuShare", "Share of the CPUs that workers may use now.");

    private final String label;
    private final String meaning;

    LogKey(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** The key as it is logged. */
    public String label() {
        return label;
    }

    /** What its value says. */
    public String meaning() {
        return meaning;
    }
}
