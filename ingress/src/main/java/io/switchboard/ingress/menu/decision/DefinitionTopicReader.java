package io.switchboard.ingress.menu.decision;

import com.fasterxml.jackson.databind.ObjectReader;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.json.Json;
import io.switchboard.ingress.follower.TopicFollower;
import io.switchboard.ingress.menu.answer.RootMenus;
import io.switchboard.ingress.menu.shadow.MenuDefinitions;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in {@code ivr.definitions}. */
record DefinitionTopicReader(RootMenus roots, MenuDefinitions definitions, HealthChecks health)
    implements TopicFollower.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(DefinitionTopicReader.class);
  private static final String CHECK = "menu-definitions";
  private static final String SUBSTITUTE = "; the shipped root menu is used";
  private static final ObjectReader READER = Json.mapper().readerFor(PublishedDefinition.class);

  @Override
  public void record(ConsumerRecord<String, byte[]> record) {
    try {
      var definition = read(record.value());
      roots.published(record.key(), definition);
      definitions.published(record.key(), definition);
    } catch (IOException e) {
      LOG.error("Cannot read menu definition {}; it is not used", record.key(), e);
    }
  }

  private static @Nullable PublishedDefinition read(byte @Nullable [] value) throws IOException {
    return value == null ? null : READER.readValue(value);
  }

  @Override
  public void following(int partitions) {
    health.up(CHECK);
  }

  @Override
  public void waiting(String reason) {
    health.paused(CHECK, reason + SUBSTITUTE);
  }

  /** A refusal leaves the service not ready: it needs to be corrected, and does not pass. */
  @Override
  public void failed(KafkaFailure failure) {
    health.set(CHECK, failure.status(), failure.detail() + SUBSTITUTE, failure);
  }
}
