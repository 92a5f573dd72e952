package io.switchboard.sink.mapping;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The record that a row comes from, byte for byte, as it waits in memory until the row is in the
 * database: the dead-letter topic may need it.
 *
 * <p>Headers as the consumer hands them out are windows on the whole answer of the broker, and keep
 * a mebibyte alive for each record that waits; as objects of their own they outnumber everything
 * else. So they are packed into one array, and their names, alike for all records of a topic, are
 * shared.
 */
public final class Origin {
  /** Whoever sends ever other names does not fill memory with them. */
  private static final int MOST_SHAPES = 100;

  private static final Map<List<String>, List<String>> SHAPES = new ConcurrentHashMap<>();

  /** Immutable, so that a race costs a look-up and no more. */
  private static volatile List<String> latestShape = List.of();

  private final String topic;
  private final int partition;
  private final long offset;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final List<String> names;
  private final byte[] contents;

  private Origin(ConsumerRecord<byte[], byte[]> record, List<String> names, byte[] contents) {
    this.topic = record.topic();
    this.partition = record.partition();
    this.offset = record.offset();
    this.key = record.key();
    this.value = record.value();
    this.names = names;
    this.contents = contents;
  }

  static Origin of(ConsumerRecord<byte[], byte[]> record) {
    var headers = record.headers().toArray();
    return new Origin(record, names(headers), packed(headers));
  }

  /** The list that all records with these names share; mostly the record before had them, too. */
  private static List<String> names(Header[] headers) {
    var latest = latestShape;
    if (!isOf(latest, headers)) {
      latest = shared(Arrays.stream(headers).map(Header::key).toList());
      latestShape = latest;
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
    var known = SHAPES.get(names);
    if (known == null && SHAPES.size() < MOST_SHAPES) {
      SHAPES.put(names, names);
    }
    return known == null ? names : known;
  }

  /** Of each header its length, or -1 for none, and its bytes. */
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

  /** As the topic is called on the cluster. */
  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  /** Null when the record has none. */
  public byte @Nullable [] key() {
    return key;
  }

  /** Null for a tombstone. */
  public byte @Nullable [] value() {
    return value;
  }

  /** Of key and value, in bytes. */
  public int size() {
    return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
  }

  /** A new copy. */
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

  /** Without contents: they may be about a person. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
