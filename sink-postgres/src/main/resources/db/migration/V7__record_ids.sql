-- The id by which CXone knows the number of an outbound push: the next push of it names the record instead of running into a conflict.
ALTER TABLE cxone_pushes ADD COLUMN record_id text;
CREATE INDEX cxone_pushes_record_ids ON cxone_pushes (key, answered_at DESC) WHERE record_id IS NOT NULL;
