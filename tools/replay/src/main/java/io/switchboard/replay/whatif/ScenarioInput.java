package io.switchboard.replay.whatif;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An input record of a service.
 *
 * @param partition its partition
 * @param offset its offset; -1 for a generated record
 * @param timestamp epoch milliseconds
 */
public record ScenarioInput(
    int partition,
    long offset,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers,
    long timestamp) {

  /** The position in its topic, for people. */
  String place() {
    return "partition " + partition + " offset " + offset;
  }
}
