-- What had come of a job when it was resumed last: its failure policy does not count that again.
ALTER TABLE job ADD COLUMN forgiven_succeeded BIGINT NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN forgiven_failed BIGINT NOT NULL DEFAULT 0;

-- The job types that a replica can run, one a line.
ALTER TABLE replica ADD COLUMN job_types TEXT NOT NULL DEFAULT '';
