package io.switchboard.contract.topic;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic, declared once, with the types of its keys and values.
 *
 * @param name the full name on the cluster, prefix included
 * @param keys how keys are written
 * @param values how values are written
 */
public record Topic<K, V>(String name, Serde<K> keys, Serde<V> values) {
  private static final Logger LOG = LoggerFactory.getLogger(Topic.class);

  /**
   * The value of a record, for readers that have no dead letters: empty for a tombstone, and for a
   * record that nobody here wrote, which is logged with its place. Such readers consume bytes,
   * since a consumer's own deserializer would stop at it for ever.
   */
  public Optional<V> valueOf(ConsumerRecord<?, byte[]> record) {
    try {
      return Optional.ofNullable(
          values.deserializer().deserialize(name, record.headers(), record.value()));
    } catch (SerializationException e) {
      LOG.warn(
          "{}-{} offset {} is skipped: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return Optional.empty();
    }
  }
}
