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
    WORKERS("workers", "The `workers` of the answer."),
    /** Items per chunk. */
    CHUNK_SIZE("chunkSize", "The `chunkSize` of the answer."),
    /** What the advice rests on. */
    EVIDENCE("evidence", "What the answer rests on; also a tag of the metrics.");

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
