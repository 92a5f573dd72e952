package io.switchboard.console.menu;

import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ivr.activation.DefinitionCatalog;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.replay.trace.call.SensitiveNodes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The menu definitions of the deployment, as {@code ivr.definitions} has them now. */
public final class ActivatedMenus {
  private final Topic<String, PublishedDefinition> topic;
  private final Map<String, PublishedDefinition> newest = new LinkedHashMap<>();
  private volatile DefinitionCatalog catalog = new DefinitionCatalog(List.of());
  private volatile SensitiveNodes sensitive = SensitiveNodes.UNKNOWN;

  public ActivatedMenus(KafkaSettings kafka) {
    topic = kafka.topics().ivrDefinitions();
  }

  /** The topic that it takes all records of, from the beginning. */
  public String topic() {
    return topic.name();
  }

  /** Takes a record; one thread at a time. */
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    var hash = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      newest.remove(hash);
    } else {
      topic.valueOf(record).ifPresent(definition -> newest.put(hash, definition));
    }
    catalog = DefinitionCatalog.of(newest.values());
    sensitive = SensitiveNodes.of(catalog);
  }

  /** All of them, the one in force first; none before the topic has been read. */
  public DefinitionCatalog catalog() {
    return catalog;
  }

  /** The nodes with sensitive digits. */
  public SensitiveNodes sensitive() {
    return sensitive;
  }

  /** The menu of a definition, by the beginning of its hash; the one in force for an empty text. */
  public Optional<MenuDefinition> menu(String hash) {
    return (hash.isEmpty() ? catalog.inForce() : catalog.find(hash))
        .map(it -> DefinitionFile.stored(it.body().toString(), it.hash()));
  }
}
