package io.switchboard.sink.mapping.row;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the record of a row, kept until the row is committed, because it may become a dead
 * letter.
 *
 * <p>A consumer's headers are views of the whole fetch response and would keep up to a mebibyte
 * alive for each waiting record. Separate copies would be the most numerous objects. Therefore the
 * values are packed into one array, and the list of names, which is the same for all records of a
 * topic, is shared.
 */
public final class RecordSnapshot {
  /** Bounds the memory of different lists of header names. */
  private static final int MAX_SHARED_NAMES = 100;

  private static final Map<List<String>, List<String>> SHARED_NAMES = new ConcurrentHashMap<>();

  /** Immutable: a race costs at most a lookup. */
  private static volatile List<String> latestNames = List.of();

  private final String topic;
  private final int partition;
  private final long offset;
  private final long timestamp;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final List<String> names;
  private final byte[] contents;

  private RecordSnapshot(
      ConsumerRecord<byte[], byte[]> record, List<String> names, byte[] contents) {
    this.topic = record.topic();
    this.partition = record.partition();
    this.offset = record.offset();
    this.timestamp = record.timestamp();
    this.key = record.key();
    this.value = record.value();
    this.names = names;
    this.contents = contents;
  }

  /** A copy of what is needed of a record. */
  public static RecordSnapshot of(ConsumerRecord<byte[], byte[]> record) {
    var headers = record.headers().toArray();
    return new RecordSnapshot(record, names(headers), packed(headers));
  }

  /** The shared list of these names; usually the previous record had the same. */
  private static List<String> names(Header[] headers) {
    var latest = latestNames;
    if (!isOf(latest, headers)) {
      latest = shared(Arrays.stream(headers).map(Header::key).toList());
      latestNames = latest;
    }
    return latest;
  }

  private static boolean isOf(List<String> names, Header[] headers) {
    if (names.size() != headers.length) {
      return false;
    }
    for (var i = 0; i < headers.length; i++) {
      if (!names.get(i).equals(headers[i].key())) {
        return false;
      }
    }
    return true;
  }

  private static List<String> shared(List<String> names) {
    var known = SHARED_NAMES.get(names);
    if (known == null && SHARED_NAMES.size() < MAX_SHARED_NAMES) {
      SHARED_NAMES.put(names, names);
    }
    return known == null ? names : known;
  }

  /** The length of each value, -1 for null, followed by its bytes. */
  private static byte[] packed(Header[] headers) {
    var size = 0;
    for (var header : headers) {
      size += Integer.BYTES + (header.value() == null ? 0 : header.value().length);
    }
    var contents = ByteBuffer.allocate(size);
    for (var header : headers) {
      if (header.value() == null) {
        contents.putInt(-1);
      } else {
        contents.putInt(header.value().length).put(header.value());
      }
    }
    return contents.array();
  }

  /** The topic's name on the cluster. */
  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  /** Null when the record has no key. */
  public byte @Nullable [] key() {
    return key;
  }

  /** Null for a tombstone. */
  public byte @Nullable [] value() {
    return value;
  }

  /** Size of key and value in bytes. */
  public int size() {
    return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
  }

  /** The record, parsed again. */
  public SourceRecord source() {
    return SourceRecord.of(
        new ConsumerRecord<>(
            topic,
            partition,
            offset,
            timestamp,
            TimestampType.CREATE_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            key,
            value,
            headers(),
            Optional.empty()));
  }

  /** The headers, as a new copy. */
  public Headers headers() {
    var headers = new RecordHeaders();
    var left = ByteBuffer.wrap(contents);
    for (var name : names) {
      var length = left.getInt();
      if (length < 0) {
        headers.add(name, null);
      } else {
        var bytes = new byte[length];
        left.get(bytes);
        headers.add(name, bytes);
      }
    }
    return headers;
  }

  /** Without key and value, which may contain personal data. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
