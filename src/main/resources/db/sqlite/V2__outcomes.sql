-- What really happened after recommendations. Moments are milliseconds since the epoch.
CREATE TABLE outcome (
    id                 TEXT    NOT NULL PRIMARY KEY,
    recommendation_id  TEXT    NOT NULL,
    first_of_it        INTEGER NOT NULL,
    recorded_at        INTEGER NOT NULL,
    workload           TEXT,
    kind               TEXT    NOT NULL,
    evidence           TEXT    NOT NULL,
    heavy_tailed       INTEGER NOT NULL,
    runtime            TEXT    NOT NULL,
    effective_cpus     REAL    NOT NULL,
    physical_cores     INTEGER NOT NULL,
    logical_processors INTEGER NOT NULL,
    workers            INTEGER NOT NULL,
    chunk_size         INTEGER,
    items              INTEGER NOT NULL,
    elapsed_seconds    REAL    NOT NULL,
    predicted_seconds  REAL,
    low90              REAL,
    high90             REAL,
    low50              REAL,
    high50             REAL,
    width_factor       REAL,
    idempotency_key    TEXT
);
CREATE INDEX outcome_by_workload ON outcome (workload, id);
CREATE INDEX outcome_by_class ON outcome (kind, evidence, heavy_tailed, first_of_it, id);
CREATE UNIQUE INDEX outcome_by_recommendation ON outcome (recommendation_id, idempotency_key);
