package io.switchboard.sink.postgres;

/**
 * The part of a partition that a batch covers.
 *
 * @param topicId Kafka's id of the topic, which a topic that is made again does not share
 * @param begin what is stored before the batch
 * @param end what is stored with it: the offset of the next record
 */
record Range(String topicId, int partition, String topic, long begin, long end) {

  Range until(long newEnd) {
    return new Range(topicId, partition, topic, begin, newEnd);
  }

  /** The part that follows, empty as yet. */
  Range next() {
    return new Range(topicId, partition, topic, end, end);
  }
}
