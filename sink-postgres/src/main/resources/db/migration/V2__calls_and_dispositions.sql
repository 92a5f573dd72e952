-- The one outcome of each call.
CREATE TABLE ivr_outcomes (
    call_id      text        PRIMARY KEY,
    outcome      text        NOT NULL,
    reason       text        NOT NULL,
    path         jsonb       NOT NULL,
    nodes        jsonb       NOT NULL,
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz NOT NULL,
    duration_ms  bigint      NOT NULL,
    phone_number text,
    tier         text,
    definition   text,
    source       text,
    extra        jsonb       NOT NULL DEFAULT '{}'
);

CREATE INDEX ivr_outcomes_ended_at ON ivr_outcomes (ended_at);

-- Every classified call result, by the identity of the call result.
CREATE TABLE dispositions (
    event_id         text        PRIMARY KEY,
    contact_id       text        NOT NULL,
    disposition_code text        NOT NULL,
    call_result      text,
    category         text        NOT NULL,
    severity         text        NOT NULL,
    rule_id          text        NOT NULL,
    rules_version    text        NOT NULL,
    audit_entry      text        NOT NULL,
    revision         integer     NOT NULL,
    supersedes       text,
    stale            boolean     NOT NULL,
    event_time       timestamptz NOT NULL,
    time_source      text        NOT NULL,
    received_at      timestamptz NOT NULL,
    phone_number     text,
    extra            jsonb       NOT NULL DEFAULT '{}'
);

CREATE INDEX dispositions_contact_id ON dispositions (contact_id, revision);
CREATE INDEX dispositions_category ON dispositions (category, event_time);

-- The newest classified call result of each contact.
CREATE TABLE dispositions_current (
    contact_id       text        PRIMARY KEY,
    event_id         text        NOT NULL,
    disposition_code text        NOT NULL,
    call_result      text,
    category         text        NOT NULL,
    severity         text        NOT NULL,
    rule_id          text        NOT NULL,
    rules_version    text        NOT NULL,
    audit_entry      text        NOT NULL,
    revision         integer     NOT NULL,
    supersedes       text,
    event_time       timestamptz NOT NULL,
    time_source      text        NOT NULL,
    received_at      timestamptz NOT NULL,
    phone_number     text
);

CREATE INDEX dispositions_current_category ON dispositions_current (category, event_time);
