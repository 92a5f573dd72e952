-- How far each consumer has come; moved in the same transaction as the rows, by compare-and-set.
CREATE TABLE kafka_offsets (
    consumer    text        NOT NULL,
    topic_id    text        NOT NULL,
    partition   integer     NOT NULL,
    topic       text        NOT NULL,
    next_offset bigint      NOT NULL,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, topic_id, partition)
) WITH (fillfactor = 50);

COMMENT ON COLUMN kafka_offsets.topic_id IS 'Kafka''s id of the topic: one that is deleted and made again starts anew';
COMMENT ON COLUMN kafka_offsets.topic IS 'for people';
