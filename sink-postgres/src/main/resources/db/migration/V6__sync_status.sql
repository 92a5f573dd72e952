-- contact_records.sync_status follows from the contact's newest disposition and CXone's answer to the push of it.
-- One contact's rows come through one connection (topics keyed alike are divided alike), so the three statements see each other.
CREATE FUNCTION set_sync_status(contacts text[]) RETURNS void LANGUAGE sql AS $$
    UPDATE contact_records c
    SET sync_status = answered.sync_status
    FROM (
        SELECT d.contact_id,
               CASE (SELECT p.outcome
                     FROM cxone_pushes p
                     WHERE p.key = d.contact_id AND p.event_id = d.event_id AND p.kind = 'contact'
                     ORDER BY p.answered_at DESC LIMIT 1)
                   WHEN 'confirmed' THEN 'synced'
                   WHEN 'dead_lettered' THEN 'failed'
                   ELSE 'pending'
               END AS sync_status
        FROM dispositions_current d
        WHERE d.contact_id = ANY (contacts)) AS answered
    WHERE c.id = answered.contact_id AND c.sync_status <> answered.sync_status
$$;

CREATE FUNCTION contact_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_sync_status(array_agg(id)) FROM written;
    RETURN NULL;
END
$$;

CREATE FUNCTION disposition_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_sync_status(array_agg(contact_id)) FROM written;
    RETURN NULL;
END
$$;

CREATE FUNCTION push_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_sync_status(array_agg(key)) FROM written WHERE kind = 'contact';
    RETURN NULL;
END
$$;

CREATE TRIGGER contact_records_sync_status
    AFTER INSERT ON contact_records REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION contact_written();

CREATE TRIGGER dispositions_current_sync_status_insert
    AFTER INSERT ON dispositions_current REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION disposition_written();

CREATE TRIGGER dispositions_current_sync_status_update
    AFTER UPDATE ON dispositions_current REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION disposition_written();

CREATE TRIGGER cxone_pushes_sync_status
    AFTER INSERT ON cxone_pushes REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION push_answered();
