package io.switchboard.sink.postgres;

/**
 * The offsets of a partition that a batch covers.
 *
 * @param topicId Kafka's id of the topic, which changes when the topic is created again
 * @param begin the stored offset before the batch
 * @param end the stored offset after it: the offset of the next record
 */
record OffsetSpan(String topicId, int partition, String topic, long begin, long end) {

  OffsetSpan until(long newEnd) {
    return new OffsetSpan(topicId, partition, topic, begin, newEnd);
  }

  /** The span that follows, still empty. */
  OffsetSpan next() {
    return new OffsetSpan(topicId, partition, topic, end, end);
  }
}
