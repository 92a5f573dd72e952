package io.switchboard.contract.headers;

import io.switchboard.contract.headers.DeadLetterHeaders.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as a record of its topic: the source record byte for byte, with the error headers.
 *
 * <p>A dead letter always fits its topic. The largest parts of a source record that is too large
 * are omitted, and {@link DeadLetterHeaders#OMITTED} names them. The source record stays on its
 * topic until its retention ends; the headers contain its offset.
 */
public final class DeadLetterRecord {
  /**
   * {@code max.message.bytes} of the dead-letter topics in topics.yaml: twice the other topics'.
   */
  public static final int MAX_BYTES = 2 << 20;

  /** Room for the header that names the omitted parts. */
  private static final int RESERVED = 200;

  private static final String VALUE = "value";
  private static final String KEY = "key";
  private static final String HEADERS = "headers";

  private DeadLetterRecord() {}

  private record Part(String name, long bytes) {}

  /** The dead letter of a source record, for a topic that takes {@value #MAX_BYTES} bytes. */
  public static ProducerRecord<byte[], byte[]> of(
      String topic,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers,
      DeadLetter deadLetter) {
    return of(topic, key, value, headers, deadLetter, MAX_BYTES);
  }

  /** As above, for a topic that takes fewer bytes. */
  public static ProducerRecord<byte[], byte[]> of(
      String topic,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers,
      DeadLetter deadLetter,
      int maxBytes) {
    var all = DeadLetterHeaders.of(headers, deadLetter);
    var size = RecordSize.upperBound(key, value, all);
    if (size <= maxBytes) {
      return new ProducerRecord<>(topic, null, (Long) null, key, value, all);
    }
    var omitted = new ArrayList<Part>();
    for (var part : bySize(key, value, headers)) {
      omitted.add(part);
      size -= part.bytes();
      if (size <= maxBytes - RESERVED) {
        break;
      }
    }
    return without(omitted, topic, key, value, headers, deadLetter);
  }

  private static List<Part> bySize(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return List.of(
            new Part(VALUE, RecordSize.length(value)),
            new Part(KEY, RecordSize.length(key)),
            new Part(HEADERS, RecordSize.of(headers)))
        .stream()
        .sorted(Comparator.comparingLong(Part::bytes).reversed())
        .toList();
  }

  private static ProducerRecord<byte[], byte[]> without(
      List<Part> omitted,
      String topic,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers,
      DeadLetter deadLetter) {
    var names = omitted.stream().map(Part::name).toList();
    var kept =
        DeadLetterHeaders.of(names.contains(HEADERS) ? new RecordHeaders() : headers, deadLetter);
    var words =
        String.join(
            ", ", omitted.stream().map(part -> part.name() + " " + part.bytes() + " B").toList());
    kept.add(DeadLetterHeaders.OMITTED, words.getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(
        topic,
        null,
        (Long) null,
        names.contains(KEY) ? null : key,
        names.contains(VALUE) ? null : value,
        kept);
  }
}
