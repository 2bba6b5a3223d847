-- Who runs which partition of which job: the table of db-scheduler 16.12, and a column of our own. Moments are its.
CREATE TABLE scheduled_tasks (
    task_name            TEXT COLLATE "C" NOT NULL,
    task_instance        TEXT COLLATE "C" NOT NULL,
    task_data            BYTEA,
    execution_time       TIMESTAMP WITH TIME ZONE NOT NULL,
    picked               BOOLEAN NOT NULL,
    picked_by            TEXT,
    last_success         TIMESTAMP WITH TIME ZONE,
    last_failure         TIMESTAMP WITH TIME ZONE,
    consecutive_failures INTEGER,
    last_heartbeat       TIMESTAMP WITH TIME ZONE,
    version              BIGINT  NOT NULL,
    priority             INTEGER,
    -- Whether it was offered while somebody had it.
    offered_again        BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (picked, priority DESC, execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (picked, last_heartbeat);
-- Few rows, written every few seconds.
ALTER TABLE scheduled_tasks SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Recurring work, apart from the partitions so that these cannot keep it waiting.
CREATE TABLE chore (
    task_name            TEXT COLLATE "C" NOT NULL,
    task_instance        TEXT COLLATE "C" NOT NULL,
    task_data            BYTEA,
    execution_time       TIMESTAMP WITH TIME ZONE NOT NULL,
    picked               BOOLEAN NOT NULL,
    picked_by            TEXT,
    last_success         TIMESTAMP WITH TIME ZONE,
    last_failure         TIMESTAMP WITH TIME ZONE,
    consecutive_failures INTEGER,
    last_heartbeat       TIMESTAMP WITH TIME ZONE,
    version              BIGINT  NOT NULL,
    PRIMARY KEY (task_name, task_instance)
);

-- The services that share the database. Moments are milliseconds since the epoch.
CREATE TABLE replica (
    name       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    started_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);
