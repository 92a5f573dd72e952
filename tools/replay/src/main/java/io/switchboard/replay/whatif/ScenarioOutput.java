package io.switchboard.replay.whatif;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An output record of a service, recorded or simulated.
 *
 * @param topic its name on the cluster
 * @param place topic, partition and offset of a recorded one; of a simulated one, those of its
 *     input
 * @param timestamp epoch milliseconds
 */
public record ScenarioOutput(
    String topic,
    String place,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers,
    long timestamp) {}
