package io.switchboard.ivr.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of a partition's calls. Sessions, deadlines and log time share one store and one
 * changelog, so that a digit changes one partition in one batch. With three stores the broker would
 * add three partitions to every transaction. The first byte distinguishes them.
 */
public final class CallKeys {
  private static final byte LOG_TIME = 'a';
  private static final byte CORRECTION = 'b';
  private static final byte SESSION = 'c';
  private static final byte DEADLINE = 'd';
  private static final byte END = 'e';

  private CallKeys() {}

  public static Bytes logTime() {
    return Bytes.wrap(new byte[] {LOG_TIME});
  }

  /** The position of the correction of deadlines while it runs. */
  static Bytes correction() {
    return Bytes.wrap(new byte[] {CORRECTION});
  }

  public static Bytes session(String callId) {
    var call = callId.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + call.length).put(SESSION).put(call).array());
  }

  /** Ordered by time, then by call. */
  static Bytes deadline(Instant deadline, String callId) {
    var call = callId.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + Long.BYTES + call.length)
            .put(DEADLINE)
            .putLong(deadline.toEpochMilli())
            .put(call)
            .array());
  }

  /** The key before all deadlines. */
  static Bytes deadlinesBegin() {
    return Bytes.wrap(new byte[] {DEADLINE});
  }

  /** The key after all deadlines. */
  static Bytes deadlinesEnd() {
    return Bytes.wrap(new byte[] {END});
  }

  /** Reads a deadline's key. */
  static DeadlineIndex.DeadlineEntry deadline(Bytes key) {
    var buffer = ByteBuffer.wrap(key.get());
    buffer.get();
    var deadline = Instant.ofEpochMilli(buffer.getLong());
    return new DeadlineIndex.DeadlineEntry(
        deadline, StandardCharsets.UTF_8.decode(buffer).toString());
  }
}
