package io.switchboard.streams;

import io.switchboard.contract.headers.DeadLetterRecord;
import io.switchboard.contract.settings.GroupMembership;
import io.switchboard.contract.settings.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** The properties that all stream services share, each with its reason. */
final class StreamsProperties {
  private StreamsProperties() {}

  static Map<String, Object> of(String service, KafkaSettings kafka, StreamsOptions options) {
    var properties = new HashMap<String, Object>();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.prefix().applyTo(service));
    properties.put(
        StreamsConfig.STATE_DIR_CONFIG, options.stateDirectory().toAbsolutePath().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, options.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, options.standbys());
    replicate(properties, options.replication());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, options.commitInterval().toMillis());
    properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    // every transition must be forwarded, not only the last one before a commit
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksMemory.class);
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DeadLetterHandler.Unreadable.class);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        DeadLetterHandler.Unprocessable.class);
    properties.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DeadLetterHandler.Unwritable.class);
    properties.put(DeadLetterHandler.TOPIC_CONFIG, kafka.topics().deadLetters(service).name());
    properties.put(DeadLetterHandler.SERVICE_CONFIG, service);
    // a record without a usable timestamp gets the current time of the partition
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, NonNegativeTimestamp.class);
    // the producer itself checks each topic's limit; dead letters have the largest
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        DeadLetterRecord.MAX_BYTES);
    // a caller may be waiting: Streams' default would delay every record by 100 ms
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 1);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 65_536);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
    GroupMembership.of(kafka)
        .properties()
        .forEach((name, value) -> properties.put(StreamsConfig.consumerPrefix(name), value));
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        AddressedRecords.class.getName());
    properties.putAll(options.properties());
    return kafka.clientProperties(properties);
  }

  /** One replica may be missing at a write. Existing topics keep their setting. */
  private static void replicate(Map<String, Object> properties, int replication) {
    if (replication > 0) {
      properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
      properties.put(
          StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
          Integer.toString(Math.max(1, replication - 1)));
    }
  }
}
