package io.switchboard.sink.postgres;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes records that can wait in memory. Headers as the consumer hands them out are windows on the
 * whole answer of the broker, and keep a mebibyte alive for each record that waits.
 */
final class DetachedRecords {
  /** Names are few; whoever sends many does not fill memory with them. */
  private static final int MOST_NAMES = 100;

  private final Map<String, String> names = new HashMap<>();

  /** The same record with headers of its own. */
  ConsumerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record) {
    var headers = new RecordHeaders();
    for (var header : record.headers()) {
      headers.add(name(header.key()), header.value());
    }
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        record.serializedValueSize(),
        record.key(),
        record.value(),
        headers,
        record.leaderEpoch());
  }

  private String name(String name) {
    if (names.size() >= MOST_NAMES) {
      return names.getOrDefault(name, name);
    }
    var known = names.putIfAbsent(name, name);
    return known == null ? name : known;
  }
}
