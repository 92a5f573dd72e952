package io.switchboard.streams.size;

import io.switchboard.contract.headers.DeadLetterRecord;
import io.switchboard.contract.headers.RecordSize;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The maximum record size of each topic: the setting of topics.yaml, and less once the broker has
 * refused a record. Thread-safe.
 */
public final class RecordSizeLimits {
  private static final Logger LOG = LoggerFactory.getLogger(RecordSizeLimits.class);

  /** Nothing that ingress accepts (64 KiB) makes a larger result. */
  static final int REQUIRED_BYTES = 256 * 1024;

  private final String deadLetters;
  private final ConcurrentHashMap<String, Integer> refused = new ConcurrentHashMap<>();

  /**
   * The limits of topics.yaml.
   *
   * @param deadLetters the service's dead-letter topic, by its name on the cluster
   */
  public RecordSizeLimits(String deadLetters) {
    this.deadLetters = deadLetters;
  }

  /** At most this many bytes, as {@link RecordSize#upperBound} counts them. */
  public int of(String topic) {
    var known = topic.equals(deadLetters) ? DeadLetterRecord.MAX_BYTES : RecordSize.MAX_BYTES;
    return Math.min(known, refused.getOrDefault(topic, known));
  }

  /**
   * The broker has refused a record of this size; the limit becomes smaller. It stays at what every
   * topic has to take: below that the topic's setting is wrong, and no record may be put aside for
   * it.
   */
  public void refused(String topic, long bytes) {
    if (bytes <= REQUIRED_BYTES) {
      LOG.error(
          "Topic {} refused a record of {} bytes: its max.message.bytes is too low. Nothing is put"
              + " aside; the service retries, then ends. Set it as in topics.yaml (`switchboard"
              + " topics plan`)",
          topic,
          bytes);
      return;
    }
    var limit = Math.toIntExact(Math.min(RecordSize.MAX_BYTES, bytes) - 1);
    refused.merge(topic, limit, Math::min);
    LOG.warn(
        "Topic {} refused a record of {} bytes. Records for it are now limited to {} bytes. Compare"
            + " its max.message.bytes with topics.yaml (`switchboard topics plan`)",
        topic,
        bytes,
        limit);
  }
}
