-- The current state of each number, with the head and the length of its chain of decisions.
CREATE TABLE dnc_registry (
    phone_number    text        PRIMARY KEY,
    do_not_call     boolean     NOT NULL,
    event_time      timestamptz NOT NULL,
    event_id        text        NOT NULL,
    source          text        NOT NULL,
    reason          text,
    custom_list_ids jsonb       NOT NULL DEFAULT '[]',
    chain_head      text        NOT NULL,
    chain_length    bigint      NOT NULL,
    received_at     timestamptz NOT NULL,
    extra           jsonb       NOT NULL DEFAULT '{}'
);

COMMENT ON COLUMN dnc_registry.phone_number IS 'E.164, or raw:<digits> for what no library can read';

-- What each opt-in and opt-out did: the record for compliance. Never updated, never pruned by us.
CREATE TABLE dnc_decisions (
    decision_id      text        PRIMARY KEY,
    event_id         text        NOT NULL,
    phone_number     text        NOT NULL,
    kind             text        NOT NULL,
    event_name       text        NOT NULL,
    event_time       timestamptz NOT NULL,
    effective_time   timestamptz NOT NULL,
    received_at      timestamptz NOT NULL,
    source           text        NOT NULL,
    do_not_call      boolean     NOT NULL,
    rule             text        NOT NULL,
    metadata_version text        NOT NULL,
    entered_by       text,
    reason           text,
    chain_length     bigint      NOT NULL,
    previous_hash    text        NOT NULL,
    hash             text        NOT NULL,
    extra            jsonb       NOT NULL DEFAULT '{}'
);

CREATE INDEX dnc_decisions_phone_number ON dnc_decisions (phone_number, chain_length);
CREATE INDEX dnc_decisions_kind ON dnc_decisions (kind, event_time);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER dnc_decisions_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON dnc_decisions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
