-- The newest state of each contact, as CXone's data actions told it. A contact event is the whole contact: absent is NULL.
CREATE TABLE contact_records (
    id          text        PRIMARY KEY,
    external_id text,
    first_name  text,
    last_name   text,
    email       text,
    updated_ts  timestamptz NOT NULL,
    sync_status text        NOT NULL DEFAULT 'pending' CHECK (sync_status IN ('pending', 'synced', 'failed')),
    extra       jsonb       NOT NULL DEFAULT '{}'
);

COMMENT ON COLUMN contact_records.sync_status IS 'pending until CXone has answered the contact''s latest push, then synced or failed; written by triggers only';

-- Who a caller is; read by the menu webhook, filled by the profiles import.
CREATE TABLE customer_profiles (
    phone_number    text PRIMARY KEY,
    tier            text NOT NULL,
    menu_prompt_url text
);

COMMENT ON COLUMN customer_profiles.phone_number IS 'E.164';
