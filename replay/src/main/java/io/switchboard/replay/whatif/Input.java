package io.switchboard.replay.whatif;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that a service reads.
 *
 * @param timestamp epoch milliseconds
 */
public record Input(
    byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestamp) {}
