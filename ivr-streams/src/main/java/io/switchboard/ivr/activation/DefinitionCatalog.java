package io.switchboard.ivr.activation;

import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * All definitions on {@code ivr.definitions}.
 *
 * @param definitions the active one first, then by time of activation
 */
public record DefinitionCatalog(List<PublishedDefinition> definitions) {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Reads the topic to its current end; skips records that are not definitions. */
  public static DefinitionCatalog read(KafkaSettings kafka) {
    var topic = kafka.topics().ivrDefinitions();
    var settings =
        kafka.clientProperties(
            Map.<String, Object>of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
    Map<String, PublishedDefinition> newest = new LinkedHashMap<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic.name(), TIMEOUT).stream()
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions, TIMEOUT);
      var until = System.nanoTime() + TIMEOUT.toNanos();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey(), TIMEOUT) < end.getValue())) {
        if (System.nanoTime() > until) {
          throw new IllegalStateException(topic.name() + " could not be read to its end");
        }
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          if (record.value() == null) {
            newest.remove(record.key());
          } else {
            topic.valueOf(record).ifPresent(definition -> newest.put(record.key(), definition));
          }
        }
      }
    }
    return of(newest.values());
  }

  /** The catalog of these definitions, each there once. */
  public static DefinitionCatalog of(Collection<PublishedDefinition> definitions) {
    return new DefinitionCatalog(
        definitions.stream().sorted(PublishedDefinition.NEWEST_FIRST).toList());
  }

  /** The active definition, if any has been activated in every partition. */
  public Optional<PublishedDefinition> inForce() {
    return definitions.stream().filter(it -> it.activatedAt() != null).findFirst();
  }

  /** The definition that was active before, if there was another one. */
  public Optional<PublishedDefinition> previous() {
    return definitions.stream().filter(it -> it.activatedAt() != null).skip(1).findFirst();
  }

  /** The definition whose hash starts with this text, if there is exactly one. */
  public Optional<PublishedDefinition> find(String hashPrefix) {
    var found = definitions.stream().filter(it -> it.hash().startsWith(hashPrefix)).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
