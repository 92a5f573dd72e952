package io.switchboard.replay.whatif;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that a service reads.
 *
 * @param partition where it stands, and
 * @param offset at which place; -1 for what stands nowhere
 * @param timestamp epoch milliseconds
 */
public record ScenarioInput(
    int partition,
    long offset,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers,
    long timestamp) {

  /** For people: where it stands in its topic. */
  String place() {
    return "partition " + partition + " offset " + offset;
  }
}
