-- Moments are milliseconds since the epoch; documents are JSON, compressed with deflate.
CREATE TABLE recommendation (
    id            TEXT    NOT NULL PRIMARY KEY,
    created_at    INTEGER NOT NULL,
    workload      TEXT,
    model_version TEXT    NOT NULL,
    decision      TEXT    NOT NULL,
    workers       INTEGER NOT NULL,
    chunk_size    INTEGER NOT NULL,
    executor      TEXT    NOT NULL,
    speedup       REAL    NOT NULL,
    low90         REAL    NOT NULL,
    high90        REAL    NOT NULL,
    request       BLOB    NOT NULL,
    answer        BLOB    NOT NULL,
    bytes         INTEGER NOT NULL
);
CREATE INDEX recommendation_by_workload ON recommendation (workload, id);
CREATE INDEX recommendation_by_age ON recommendation (created_at, bytes);

-- What was answered to a request with an Idempotency-Key.
CREATE TABLE idempotent_answer (
    idempotency_key TEXT    NOT NULL PRIMARY KEY,
    created_at      INTEGER NOT NULL,
    fingerprint     TEXT    NOT NULL,
    answer          BLOB    NOT NULL
);
CREATE INDEX idempotent_answer_by_age ON idempotent_answer (created_at);
