-- How letters are run again: type, parameters, time limit and retries, the same for many letters.
CREATE TABLE dead_letter_recipe (
    id                    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    job_type              TEXT COLLATE "C" NOT NULL,
    parameters            BYTEA    NOT NULL,
    item_timeout_seconds  DOUBLE PRECISION,
    priority              INTEGER NOT NULL,
    max_attempts          INTEGER NOT NULL,
    initial_delay_seconds DOUBLE PRECISION    NOT NULL,
    max_delay_seconds     DOUBLE PRECISION    NOT NULL,
    multiplier            DOUBLE PRECISION    NOT NULL,
    jitter                DOUBLE PRECISION    NOT NULL,
    retry_on              TEXT COLLATE "C" NOT NULL,
    -- Names of fields whose values are not shown, with commas between them.
    secrets               TEXT COLLATE "C" NOT NULL,
    used_at               BIGINT  NOT NULL
);

-- Items that failed for good. Moments are milliseconds since the epoch; what comes as BYTEA is compressed with deflate.
CREATE TABLE dead_letter (
    id               TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    created_at       BIGINT  NOT NULL,
    job_id           TEXT COLLATE "C" NOT NULL,
    item_index       BIGINT  NOT NULL,
    job_type         TEXT COLLATE "C" NOT NULL,
    job_type_version BIGINT,
    idempotency_key  TEXT COLLATE "C" NOT NULL,
    recipe           TEXT COLLATE "C" NOT NULL,
    replica          TEXT COLLATE "C" NOT NULL,
    service_version  TEXT COLLATE "C" NOT NULL,
    payload          BYTEA,
    payload_bytes    BIGINT  NOT NULL,
    payload_sha256   TEXT COLLATE "C" NOT NULL,
    edited           BYTEA,
    reason           TEXT COLLATE "C" NOT NULL,
    retryable        INTEGER NOT NULL,
    error_class      TEXT COLLATE "C" NOT NULL,
    fingerprint      TEXT COLLATE "C" NOT NULL,
    -- Message, stack and history, as JSON.
    details          BYTEA    NOT NULL,
    attempts         INTEGER NOT NULL,
    max_attempts     INTEGER NOT NULL,
    deaths           INTEGER NOT NULL,
    first_failed_at  BIGINT  NOT NULL,
    last_failed_at   BIGINT  NOT NULL,
    status           TEXT COLLATE "C" NOT NULL,
    status_since     BIGINT  NOT NULL,
    -- What it is again when its replay is cancelled.
    status_before    TEXT COLLATE "C",
    replays          INTEGER NOT NULL,
    failed_replays   INTEGER NOT NULL,
    redrive_id       TEXT COLLATE "C",
    replay_job_id    TEXT COLLATE "C",
    replay_index     BIGINT,
    note             TEXT COLLATE "C" NOT NULL,
    -- Each with a comma before and behind it.
    tags             TEXT COLLATE "C" NOT NULL,
    version          BIGINT  NOT NULL
);
CREATE UNIQUE INDEX dead_letter_by_item ON dead_letter (job_id, item_index);
CREATE INDEX dead_letter_by_status ON dead_letter (status, id);
CREATE INDEX dead_letter_by_type ON dead_letter (job_type, first_failed_at, status);
CREATE INDEX dead_letter_by_fingerprint ON dead_letter (fingerprint, id);
CREATE INDEX dead_letter_by_age ON dead_letter (last_failed_at);
CREATE INDEX dead_letter_by_recipe ON dead_letter (recipe);
CREATE INDEX dead_letter_by_replay ON dead_letter (replay_job_id, replay_index) WHERE replay_job_id IS NOT NULL;
CREATE INDEX dead_letter_by_redrive ON dead_letter (redrive_id) WHERE redrive_id IS NOT NULL;

-- Dead letters that are run again together.
CREATE TABLE redrive (
    id               TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    created_at       BIGINT  NOT NULL,
    -- Which letters, as JSON.
    filter           TEXT COLLATE "C" NOT NULL,
    items_per_second DOUBLE PRECISION,
    max_items        BIGINT,
    target           TEXT COLLATE "C" NOT NULL,
    state            TEXT COLLATE "C" NOT NULL,
    -- The last letter that was looked at.
    fed_after        TEXT COLLATE "C" NOT NULL,
    matched          BIGINT  NOT NULL,
    fed              BIGINT  NOT NULL,
    succeeded        BIGINT  NOT NULL,
    failed           BIGINT  NOT NULL,
    returned         BIGINT  NOT NULL,
    ended_at         BIGINT,
    idempotency_key  TEXT COLLATE "C"    UNIQUE,
    fingerprint      TEXT
);
CREATE INDEX redrive_by_state ON redrive (state, id);

-- The jobs of redrives. One is made when its first letter is fed.
CREATE TABLE redrive_job (
    redrive_id TEXT COLLATE "C" NOT NULL,
    recipe     TEXT COLLATE "C" NOT NULL,
    letters    BIGINT  NOT NULL,
    job_id     TEXT COLLATE "C",
    fed        BIGINT  NOT NULL,
    PRIMARY KEY (redrive_id, recipe)
);
