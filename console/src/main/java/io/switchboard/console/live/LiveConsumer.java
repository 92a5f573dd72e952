package io.switchboard.console.live;

import io.switchboard.contract.settings.KafkaSettings;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The consumer of the live pages: in no group, committed records only. */
final class LiveConsumer {
  private static final int REQUEST_MS = 5_000;

  private LiveConsumer() {}

  static Consumer<byte[], byte[]> create(KafkaSettings kafka) {
    return new KafkaConsumer<>(
        kafka.clientProperties(
            Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                kafka.prefix().applyTo("switchboard-console"),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                REQUEST_MS,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2_000)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
