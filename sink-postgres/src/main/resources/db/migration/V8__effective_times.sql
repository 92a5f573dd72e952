-- The time that orders events is the earlier of event time and receive time; the sender's own time stays beside it.
-- A generated column fills in what is there without firing triggers; from then on sink.yaml says what is written.
ALTER TABLE contact_records ADD COLUMN event_time timestamptz GENERATED ALWAYS AS (updated_ts) STORED;
ALTER TABLE contact_records ALTER COLUMN event_time DROP EXPRESSION;

-- Contacts of senders whose clocks are ahead: they were received before the last batch was written.
UPDATE contact_records
SET updated_ts = coalesce((SELECT max(updated_at) FROM kafka_offsets), now())
WHERE updated_ts > coalesce((SELECT max(updated_at) FROM kafka_offsets), now());

COMMENT ON COLUMN contact_records.updated_ts IS 'the earlier of event time and receive time: what newer and older is decided by';
COMMENT ON COLUMN contact_records.event_time IS 'the sender''s time, the receive time where that is missing or unusable';

ALTER TABLE dispositions_current
    ADD COLUMN effective_time timestamptz GENERATED ALWAYS AS (LEAST(event_time, received_at)) STORED;
ALTER TABLE dispositions_current ALTER COLUMN effective_time DROP EXPRESSION;

COMMENT ON COLUMN dispositions_current.effective_time IS 'the earlier of event time and receive time: what newer and older is decided by';
