package io.switchboard.contract.headers;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** How many bytes a record takes in a produce request. */
public final class RecordSize {
  /** What a topic takes unless topics.yaml says otherwise: Kafka's own defaults allow no more. */
  public static final int MAX_BYTES = 1 << 20;

  /** A batch of one record without its content, and the longest variable-length number. */
  private static final int OVERHEAD = 100;

  private static final int LENGTH = 5;

  private RecordSize() {}

  /** At most this many bytes, uncompressed, with the batch's own overhead. */
  public static long upperBound(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return OVERHEAD + LENGTH + length(key) + LENGTH + length(value) + of(headers);
  }

  /** The bytes of headers alone. */
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
