-- Who runs which partition of which job: the table of db-scheduler 16.12, and a column of our own. Moments are
-- milliseconds since the epoch.
CREATE TABLE scheduled_tasks (
    task_name            TEXT    NOT NULL,
    task_instance        TEXT    NOT NULL,
    task_data            BLOB,
    execution_time       INTEGER NOT NULL,
    picked               INTEGER NOT NULL,
    picked_by            TEXT,
    last_success         INTEGER,
    last_failure         INTEGER,
    consecutive_failures INTEGER,
    last_heartbeat       INTEGER,
    version              INTEGER NOT NULL,
    priority             INTEGER,
    -- Whether it was offered while somebody had it.
    offered_again        INTEGER NOT NULL DEFAULT FALSE,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (picked, priority DESC, execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (picked, last_heartbeat);

-- Recurring work, apart from the partitions so that these cannot keep it waiting.
CREATE TABLE chore (
    task_name            TEXT    NOT NULL,
    task_instance        TEXT    NOT NULL,
    task_data            BLOB,
    execution_time       INTEGER NOT NULL,
    picked               INTEGER NOT NULL,
    picked_by            TEXT,
    last_success         INTEGER,
    last_failure         INTEGER,
    consecutive_failures INTEGER,
    last_heartbeat       INTEGER,
    version              INTEGER NOT NULL,
    PRIMARY KEY (task_name, task_instance)
);

-- The services that share the database. Moments are milliseconds since the epoch.
CREATE TABLE replica (
    name       TEXT    NOT NULL PRIMARY KEY,
    started_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
);
