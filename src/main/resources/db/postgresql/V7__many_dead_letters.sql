-- The trace of the request for the job in which the item failed.
ALTER TABLE dead_letter ADD COLUMN trace_id TEXT;

-- A million dead letters can be listed, counted, grouped, purged and removed without reading them all.
DROP INDEX dead_letter_by_status;
DROP INDEX dead_letter_by_type;
DROP INDEX dead_letter_by_fingerprint;
DROP INDEX dead_letter_by_redrive;

-- What filters ask for, so that a row is read only if it is wanted.
CREATE INDEX dead_letter_by_status
    ON dead_letter (status, id, job_type, reason, error_class, fingerprint, attempts, last_failed_at);
CREATE INDEX dead_letter_by_type ON dead_letter (job_type, status, id, first_failed_at);
CREATE INDEX dead_letter_by_fingerprint ON dead_letter (fingerprint, status, id, first_failed_at, last_failed_at);
CREATE INDEX dead_letter_by_job ON dead_letter (job_id, status, id);

-- Few letters at a time are in these.
CREATE INDEX dead_letter_being_replayed ON dead_letter (redrive_id, replay_job_id, replay_index)
    WHERE status = 'REPLAYING';
CREATE INDEX dead_letter_tagged ON dead_letter (status, id) WHERE tags <> '';
CREATE INDEX dead_letter_purged ON dead_letter (status_since) WHERE status = 'PURGED';
