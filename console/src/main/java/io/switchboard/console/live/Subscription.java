package io.switchboard.console.live;

import io.switchboard.replay.reading.WindowBound;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Who takes all records of one topic, from further back than the live table shows.
 *
 * @param topic with the deployment's prefix
 * @param from the beginning or a time
 * @param records takes each record once, in the order of its partition, on the follower's thread
 */
public record Subscription(
    String topic, WindowBound from, Consumer<ConsumerRecord<byte[], byte[]>> records) {}
