-- Moments are milliseconds since the epoch; documents are JSON, compressed with deflate.
CREATE TABLE recommendation (
    id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    created_at    BIGINT  NOT NULL,
    workload      TEXT COLLATE "C",
    model_version TEXT    NOT NULL,
    decision      TEXT    NOT NULL,
    workers       INTEGER NOT NULL,
    chunk_size    BIGINT  NOT NULL,
    executor      TEXT    NOT NULL,
    speedup       DOUBLE PRECISION NOT NULL,
    low90         DOUBLE PRECISION NOT NULL,
    high90        DOUBLE PRECISION NOT NULL,
    request       BYTEA   NOT NULL,
    answer        BYTEA   NOT NULL,
    bytes         BIGINT  NOT NULL
);
CREATE INDEX recommendation_by_workload ON recommendation (workload, id);
CREATE INDEX recommendation_by_age ON recommendation (created_at, bytes);

-- What was answered to a request with an Idempotency-Key.
CREATE TABLE idempotent_answer (
    idempotency_key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    created_at      BIGINT  NOT NULL,
    fingerprint     TEXT    NOT NULL,
    answer          BYTEA   NOT NULL
);
CREATE INDEX idempotent_answer_by_age ON idempotent_answer (created_at);
