-- What really happened after recommendations. Moments are milliseconds since the epoch.
CREATE TABLE outcome (
    id                 TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    recommendation_id  TEXT COLLATE "C" NOT NULL,
    first_of_it        INTEGER NOT NULL,
    recorded_at        BIGINT  NOT NULL,
    workload           TEXT COLLATE "C",
    kind               TEXT    NOT NULL,
    evidence           TEXT    NOT NULL,
    heavy_tailed       INTEGER NOT NULL,
    runtime            TEXT    NOT NULL,
    effective_cpus     DOUBLE PRECISION NOT NULL,
    physical_cores     INTEGER NOT NULL,
    logical_processors INTEGER NOT NULL,
    workers            INTEGER NOT NULL,
    chunk_size         BIGINT,
    items              BIGINT  NOT NULL,
    elapsed_seconds    DOUBLE PRECISION NOT NULL,
    predicted_seconds  DOUBLE PRECISION,
    low90              DOUBLE PRECISION,
    high90             DOUBLE PRECISION,
    low50              DOUBLE PRECISION,
    high50             DOUBLE PRECISION,
    width_factor       DOUBLE PRECISION,
    idempotency_key    TEXT
);
CREATE INDEX outcome_by_workload ON outcome (workload, id);
CREATE INDEX outcome_by_class ON outcome (kind, evidence, heavy_tailed, first_of_it, id);
CREATE UNIQUE INDEX outcome_by_recommendation ON outcome (recommendation_id, idempotency_key);
