package io.switchboard.sink.postgres;

/**
 * The part of a partition that a batch covers.
 *
 * @param topicId Kafka's id of the topic, which a topic that is made again does not share
 * @param begin what is stored before the batch
 * @param end what is stored with it: the offset of the next record
 */
record OffsetSpan(String topicId, int partition, String topic, long begin, long end) {

  OffsetSpan until(long newEnd) {
    return new OffsetSpan(topicId, partition, topic, begin, newEnd);
  }

  /** The part that follows, empty as yet. */
  OffsetSpan next() {
    return new OffsetSpan(topicId, partition, topic, end, end);
  }
}
