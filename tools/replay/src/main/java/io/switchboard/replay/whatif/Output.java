package io.switchboard.replay.whatif;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that a service wrote, or would have written.
 *
 * @param topic its name on the cluster
 * @param timestamp epoch milliseconds
 */
public record Output(
    String topic,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers,
    long timestamp) {}
