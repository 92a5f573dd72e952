package io.switchboard.console.live;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record in the buffer.
 *
 * @param sequence counts the records of this process, from 1
 * @param bytes about what it takes in memory
 */
public record LiveRecord(long sequence, ConsumerRecord<byte[], byte[]> record, int bytes) {
  private static final int OVERHEAD = 400;

  static LiveRecord of(long sequence, ConsumerRecord<byte[], byte[]> record) {
    var bytes = OVERHEAD + length(record.key()) + length(record.value());
    for (var header : record.headers()) {
      bytes += header.key().length() + length(header.value());
    }
    return new LiveRecord(sequence, record, bytes);
  }

  private static int length(byte @org.jspecify.annotations.Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
