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
 * @param keys serde of the keys
 * @param values serde of the values
 */
public record Topic<K, V>(String name, Serde<K> keys, Serde<V> values) {
  private static final Logger LOG = LoggerFactory.getLogger(Topic.class);

  /**
   * The value of a record, for readers without dead letters: empty for a tombstone, and for an
   * unreadable record, which is logged with its offset. Such readers consume bytes, because a
   * consumer's deserializer would stop at the record.
   */
  public Optional<V> valueOf(ConsumerRecord<?, byte[]> record) {
    try {
      return Optional.ofNullable(
          values.deserializer().deserialize(name, record.headers(), record.value()));
    } catch (SerializationException e) {
      LOG.warn(
          "Skipped {}-{} offset {}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return Optional.empty();
    }
  }
}
