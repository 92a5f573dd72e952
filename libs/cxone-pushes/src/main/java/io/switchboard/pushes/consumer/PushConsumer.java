package io.switchboard.pushes.consumer;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.GroupMembership;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.pushes.delivery.Lease;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The consumer of the pushes: one active member per group, offsets committed by the loop. */
final class PushConsumer {
  /** The consumer group, without the deployment's prefix. */
  static final String GROUP = ServiceName.SINK_POSTGRES.wireName() + "-cxone";

  /** The lease and two of its renewals: an owner that lives is not given up. */
  private static final Duration MIN_SESSION = Lease.LENGTH.plusSeconds(2);

  private PushConsumer() {}

  static Consumer<byte[], byte[]> create(KafkaSettings kafka) {
    var membership = GroupMembership.of(kafka);
    return new KafkaConsumer<>(
        kafka.clientProperties(
            Map.ofEntries(
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, kafka.prefix().applyTo(GROUP)),
                Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, kafka.prefix().applyTo(GROUP)),
                Map.entry(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    OneOwnerAssignor.class.getName()),
                Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                // a reset would not report what it skips: PushOffsets does
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(
                    ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                    (int) Math.max(MIN_SESSION.toMillis(), membership.sessionTimeout().toMillis())),
                Map.entry(
                    ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                    Math.toIntExact(membership.heartbeatInterval().toMillis())),
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000),
                Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * 1024 * 1024),
                Map.entry(
                    ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                    ByteArrayDeserializer.class.getName()),
                Map.entry(
                    ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                    ByteArrayDeserializer.class.getName()))));
  }
}
