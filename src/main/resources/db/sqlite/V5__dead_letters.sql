-- How letters are run again: type, parameters, time limit and retries, the same for many letters.
CREATE TABLE dead_letter_recipe (
    id                    TEXT    NOT NULL PRIMARY KEY,
    job_type              TEXT    NOT NULL,
    parameters            BLOB    NOT NULL,
    item_timeout_seconds  REAL,
    priority              INTEGER NOT NULL,
    max_attempts          INTEGER NOT NULL,
    initial_delay_seconds REAL    NOT NULL,
    max_delay_seconds     REAL    NOT NULL,
    multiplier            REAL    NOT NULL,
    jitter                REAL    NOT NULL,
    retry_on              TEXT    NOT NULL,
    -- Names of fields whose values are not shown, with commas between them.
    secrets               TEXT    NOT NULL,
    used_at               INTEGER NOT NULL
);

-- Items that failed for good. Moments are milliseconds since the epoch; what comes as BLOB is compressed with deflate.
CREATE TABLE dead_letter (
    id               TEXT    NOT NULL PRIMARY KEY,
    created_at       INTEGER NOT NULL,
    job_id           TEXT    NOT NULL,
    item_index       INTEGER NOT NULL,
    job_type         TEXT    NOT NULL,
    job_type_version INTEGER,
    idempotency_key  TEXT    NOT NULL,
    recipe           TEXT    NOT NULL,
    replica          TEXT    NOT NULL,
    service_version  TEXT    NOT NULL,
    payload          BLOB,
    payload_bytes    INTEGER NOT NULL,
    payload_sha256   TEXT    NOT NULL,
    edited           BLOB,
    reason           TEXT    NOT NULL,
    retryable        INTEGER NOT NULL,
    error_class      TEXT    NOT NULL,
    fingerprint      TEXT    NOT NULL,
    -- Message, stack and history, as JSON.
    details          BLOB    NOT NULL,
    attempts         INTEGER NOT NULL,
    max_attempts     INTEGER NOT NULL,
    deaths           INTEGER NOT NULL,
    first_failed_at  INTEGER NOT NULL,
    last_failed_at   INTEGER NOT NULL,
    status           TEXT    NOT NULL,
    status_since     INTEGER NOT NULL,
    -- What it is again when its replay is cancelled.
    status_before    TEXT,
    replays          INTEGER NOT NULL,
    failed_replays   INTEGER NOT NULL,
    redrive_id       TEXT,
    replay_job_id    TEXT,
    replay_index     INTEGER,
    note             TEXT    NOT NULL,
    -- Each with a comma before and behind it.
    tags             TEXT    NOT NULL,
    version          INTEGER NOT NULL
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
    id               TEXT    NOT NULL PRIMARY KEY,
    created_at       INTEGER NOT NULL,
    -- Which letters, as JSON.
    filter           TEXT    NOT NULL,
    items_per_second REAL,
    max_items        INTEGER,
    target           TEXT    NOT NULL,
    state            TEXT    NOT NULL,
    -- The last letter that was looked at.
    fed_after        TEXT    NOT NULL,
    matched          INTEGER NOT NULL,
    fed              INTEGER NOT NULL,
    succeeded        INTEGER NOT NULL,
    failed           INTEGER NOT NULL,
    returned         INTEGER NOT NULL,
    ended_at         INTEGER,
    idempotency_key  TEXT    UNIQUE,
    fingerprint      TEXT
);
CREATE INDEX redrive_by_state ON redrive (state, id);

-- The jobs of redrives. One is made when its first letter is fed.
CREATE TABLE redrive_job (
    redrive_id TEXT    NOT NULL,
    recipe     TEXT    NOT NULL,
    letters    INTEGER NOT NULL,
    job_id     TEXT,
    fed        INTEGER NOT NULL,
    PRIMARY KEY (redrive_id, recipe)
);
