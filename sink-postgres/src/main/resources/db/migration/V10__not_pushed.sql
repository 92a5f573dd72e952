-- A result whose category the tenant has no tag or disposition for is not pushed: its contact waits for no answer.
CREATE OR REPLACE FUNCTION set_sync_status(contacts text[]) RETURNS void LANGUAGE sql AS $$
    UPDATE contact_records c
    SET sync_status = answered.sync_status
    FROM (
        SELECT d.contact_id,
               CASE (SELECT p.outcome
                     FROM cxone_pushes p
                     WHERE p.key = d.contact_id AND p.event_id = d.event_id AND p.kind = 'contact'
                     ORDER BY p.answered_at DESC LIMIT 1)
                   WHEN 'confirmed' THEN 'synced'
                   WHEN 'not_pushed' THEN 'synced'
                   WHEN 'dead_lettered' THEN 'failed'
                   ELSE 'pending'
               END AS sync_status
        FROM dispositions_current d
        WHERE d.contact_id = ANY (contacts)) AS answered
    WHERE c.id = answered.contact_id AND c.sync_status <> answered.sync_status
$$;

COMMENT ON COLUMN contact_records.sync_status IS 'pending until CXone has answered the contact''s latest push, then synced or failed; synced too when its newest result is not to be pushed; written by triggers only';
