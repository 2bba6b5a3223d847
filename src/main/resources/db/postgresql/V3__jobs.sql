-- Jobs. Moments are milliseconds since the epoch. Bytes are what class Block of the store writes: a checksum, and
-- deflate where it helps. The row of a job is what is locked: whatever belongs to a job is changed under it.
CREATE TABLE job (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    created_at      BIGINT NOT NULL,
    started_at      BIGINT,
    ended_at        BIGINT,
    type            TEXT COLLATE "C" NOT NULL,
    priority        BIGINT NOT NULL,
    range_from      BIGINT,
    range_to        BIGINT,
    items           BIGINT NOT NULL,
    state           TEXT NOT NULL,
    accepting       BIGINT NOT NULL,
    reason          TEXT,
    -- Items that belong to a partition, partitions made so far, those that are unfinished, items of the first one.
    carved          BIGINT NOT NULL,
    partitions      BIGINT NOT NULL,
    open_partitions BIGINT NOT NULL,
    first_partition BIGINT NOT NULL,
    succeeded       BIGINT NOT NULL,
    failed          BIGINT NOT NULL,
    cancelled       BIGINT NOT NULL,
    retries         BIGINT NOT NULL,
    busy_seconds    DOUBLE PRECISION NOT NULL,
    redrive         TEXT,
    idempotency_key TEXT COLLATE "C" UNIQUE,
    fingerprint     TEXT
);
CREATE INDEX job_by_state ON job (state, id);
CREATE INDEX job_by_type ON job (type, id);
CREATE INDEX job_by_end ON job (ended_at, id);
CREATE INDEX job_open ON job (id) WHERE ended_at IS NULL;

-- What was asked for, as JSON. Apart from the job, whose row is written often.
CREATE TABLE job_spec (
    job_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    body   BYTEA NOT NULL
);

CREATE TABLE job_label (
    job_id TEXT COLLATE "C" NOT NULL,
    name   TEXT COLLATE "C" NOT NULL,
    value  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (job_id, name)
);
CREATE INDEX job_label_by_value ON job_label (name, value, job_id);

-- The plans that a job has followed, as JSON.
CREATE TABLE job_plan (
    job_id   TEXT COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL,
    body     BYTEA NOT NULL,
    PRIMARY KEY (job_id, revision)
);

-- Documents of consecutive items.
CREATE TABLE job_input (
    job_id     TEXT COLLATE "C" NOT NULL,
    first_item BIGINT NOT NULL,
    items      BIGINT NOT NULL,
    body       BYTEA NOT NULL,
    PRIMARY KEY (job_id, first_item)
);

-- Ranges of items that are leased as one. The owner is who holds the lease.
CREATE TABLE job_partition (
    job_id    TEXT COLLATE "C" NOT NULL,
    number    BIGINT NOT NULL,
    from_item BIGINT NOT NULL,
    to_item   BIGINT NOT NULL,
    state     TEXT NOT NULL,
    fence     BIGINT NOT NULL,
    owner     TEXT,
    deaths    BIGINT NOT NULL,
    PRIMARY KEY (job_id, number)
);
CREATE INDEX job_partition_open ON job_partition (job_id, number) WHERE state = 'OPEN';

-- Outcomes of consecutive items of one partition. No item is in two rows.
CREATE TABLE job_result (
    job_id     TEXT COLLATE "C" NOT NULL,
    first_item BIGINT NOT NULL,
    items      BIGINT NOT NULL,
    body       BYTEA NOT NULL,
    PRIMARY KEY (job_id, first_item, items)
);

-- What is compressed already is not compressed once more.
ALTER TABLE job_input ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE job_result ALTER COLUMN body SET STORAGE EXTERNAL;

-- Outcomes of items that failed at first and were replayed. They stand in place of those in job_result.
CREATE TABLE job_amendment (
    job_id TEXT COLLATE "C" NOT NULL,
    item   BIGINT NOT NULL,
    body   BYTEA NOT NULL,
    PRIMARY KEY (job_id, item)
);

-- Jobs that are removed and have left rows in the tables above.
CREATE TABLE job_remains (
    job_id TEXT COLLATE "C" NOT NULL PRIMARY KEY
);
