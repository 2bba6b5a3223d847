-- Jobs. Moments are milliseconds since the epoch. Bytes are what class Block of the store writes: a checksum, and
-- deflate where it helps. The row of a job is what is locked: whatever belongs to a job is changed under it.
CREATE TABLE job (
    id              TEXT    NOT NULL PRIMARY KEY,
    created_at      INTEGER NOT NULL,
    started_at      INTEGER,
    ended_at        INTEGER,
    type            TEXT    NOT NULL,
    priority        INTEGER NOT NULL,
    range_from      INTEGER,
    range_to        INTEGER,
    items           INTEGER NOT NULL,
    state           TEXT    NOT NULL,
    accepting       INTEGER NOT NULL,
    reason          TEXT,
    -- Items that belong to a partition, partitions made so far, those that are unfinished, items of the first one.
    carved          INTEGER NOT NULL,
    partitions      INTEGER NOT NULL,
    open_partitions INTEGER NOT NULL,
    first_partition INTEGER NOT NULL,
    succeeded       INTEGER NOT NULL,
    failed          INTEGER NOT NULL,
    cancelled       INTEGER NOT NULL,
    retries         INTEGER NOT NULL,
    busy_seconds    REAL    NOT NULL,
    redrive         TEXT,
    idempotency_key TEXT    UNIQUE,
    fingerprint     TEXT
);
CREATE INDEX job_by_state ON job (state, id);
CREATE INDEX job_by_type ON job (type, id);
CREATE INDEX job_by_end ON job (ended_at, id);
CREATE INDEX job_open ON job (id) WHERE ended_at IS NULL;

-- What was asked for, as JSON. Apart from the job, whose row is written often.
CREATE TABLE job_spec (
    job_id TEXT NOT NULL PRIMARY KEY,
    body   BLOB NOT NULL
);

CREATE TABLE job_label (
    job_id TEXT NOT NULL,
    name   TEXT NOT NULL,
    value  TEXT NOT NULL,
    PRIMARY KEY (job_id, name)
) WITHOUT ROWID;
CREATE INDEX job_label_by_value ON job_label (name, value, job_id);

-- The plans that a job has followed, as JSON.
CREATE TABLE job_plan (
    job_id   TEXT    NOT NULL,
    revision INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    PRIMARY KEY (job_id, revision)
);

-- Documents of consecutive items.
CREATE TABLE job_input (
    job_id     TEXT    NOT NULL,
    first_item INTEGER NOT NULL,
    items      INTEGER NOT NULL,
    body       BLOB    NOT NULL,
    PRIMARY KEY (job_id, first_item)
);

-- Ranges of items that are leased as one. The owner is who holds the lease.
CREATE TABLE job_partition (
    job_id    TEXT    NOT NULL,
    number    INTEGER NOT NULL,
    from_item INTEGER NOT NULL,
    to_item   INTEGER NOT NULL,
    state     TEXT    NOT NULL,
    fence     INTEGER NOT NULL,
    owner     TEXT,
    deaths    INTEGER NOT NULL,
    PRIMARY KEY (job_id, number)
) WITHOUT ROWID;
CREATE INDEX job_partition_open ON job_partition (job_id, number) WHERE state = 'OPEN';

-- Outcomes of consecutive items of one partition. No item is in two rows.
CREATE TABLE job_result (
    job_id     TEXT    NOT NULL,
    first_item INTEGER NOT NULL,
    items      INTEGER NOT NULL,
    body       BLOB    NOT NULL,
    PRIMARY KEY (job_id, first_item, items)
);

-- Outcomes of items that failed at first and were replayed. They stand in place of those in job_result.
CREATE TABLE job_amendment (
    job_id TEXT    NOT NULL,
    item   INTEGER NOT NULL,
    body   BLOB    NOT NULL,
    PRIMARY KEY (job_id, item)
);

-- Jobs that are removed and have left rows in the tables above.
CREATE TABLE job_remains (
    job_id TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;
