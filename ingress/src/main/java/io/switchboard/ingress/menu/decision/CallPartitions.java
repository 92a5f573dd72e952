package io.switchboard.ingress.menu.decision;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition of {@code cxone.dtmf} a call belongs to: the producer's default partitioner, by
 * the record's key. Thread-safe.
 */
public final class CallPartitions {
  private volatile int count;

  /** The topic has so many partitions. */
  public void count(int partitions) {
    count = partitions;
  }

  /** The call's partition; -1 before the topic has been looked at. */
  public int of(String callId) {
    var partitions = count;
    return partitions == 0
        ? -1
        : Utils.toPositive(Utils.murmur2(callId.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
