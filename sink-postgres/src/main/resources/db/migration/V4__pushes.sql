-- Each final answer of CXone to a push.
CREATE TABLE cxone_pushes (
    push_id     text        PRIMARY KEY,
    kind        text        NOT NULL,
    key         text        NOT NULL,
    event_id    text        NOT NULL,
    outcome     text        NOT NULL,
    status      integer     NOT NULL,
    attempts    integer     NOT NULL,
    event_time  timestamptz NOT NULL,
    answered_at timestamptz NOT NULL,
    latency_ms  bigint      NOT NULL,
    error       text,
    extra       jsonb       NOT NULL DEFAULT '{}'
);

COMMENT ON COLUMN cxone_pushes.push_id IS 'ce_id of the answer''s record';
COMMENT ON COLUMN cxone_pushes.key IS 'contactId, callId or number';

CREATE INDEX cxone_pushes_key ON cxone_pushes (key, event_id);
CREATE INDEX cxone_pushes_dead_lettered ON cxone_pushes (kind, key) WHERE outcome = 'dead_lettered';

-- What has been registered at CXone, so that it is registered once.
CREATE TABLE cxone_registrations (
    endpoint_url  text        PRIMARY KEY,
    name          text        NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now()
);
