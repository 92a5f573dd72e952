package io.switchboard.streams.size;

import org.apache.kafka.common.KafkaException;

/** A result is larger than its topic allows. It was not sent, and its transaction is intact. */
public final class OversizedRecordException extends KafkaException {
  private static final long serialVersionUID = 1;

  OversizedRecordException(String topic, long bytes, int limit) {
    super("a record of " + bytes + " bytes for " + topic + ", which takes " + limit);
  }
}
