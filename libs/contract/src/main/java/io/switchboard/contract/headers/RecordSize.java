package io.switchboard.contract.headers;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The size of a record in a produce request. */
public final class RecordSize {
  /** The limit of a topic without another one in topics.yaml: Kafka's default. */
  public static final int MAX_BYTES = 1 << 20;

  /** A batch of one record without its content, with the longest variable-length numbers. */
  private static final int OVERHEAD = 100;

  private static final int LENGTH = 5;

  private RecordSize() {}

  /** An upper bound in bytes, uncompressed, with the overhead of the batch. */
  public static long upperBound(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return OVERHEAD + LENGTH + length(key) + LENGTH + length(value) + of(headers);
  }

  /** The bytes of the headers. */
  static long of(Headers headers) {
    var size = 0L;
    for (var header : headers) {
      size += LENGTH + header.key().getBytes(StandardCharsets.UTF_8).length;
      size += LENGTH + length(header.value());
    }
    return size;
  }

  static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
