package io.switchboard.streams;

import io.switchboard.service.LostRecords;
import io.switchboard.streams.size.RecordSizeLimits;
import io.switchboard.streams.size.SizeCheckingProducer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The default clients of Kafka Streams, with a producer that checks sizes and a consumer that
 * reports lost records.
 */
final class StreamsClients implements KafkaClientSupplier {
  private final RecordSizeLimits limits;
  private final LostRecords lostRecords;

  StreamsClients(RecordSizeLimits limits, LostRecords lostRecords) {
    this.limits = limits;
    this.lostRecords = lostRecords;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new SizeCheckingProducer(config, limits);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new SourceConsumer(config, lostRecords);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Does not reset its offsets itself, because it would not report what is skipped: the stream
   * thread does, by the policy that Kafka Streams has read before.
   */
  private static final class SourceConsumer extends KafkaConsumer<byte[], byte[]> {
    private final LostRecords lostRecords;

    SourceConsumer(Map<String, Object> config, LostRecords lostRecords) {
      super(withoutReset(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.lostRecords = lostRecords;
    }

    private static Map<String, Object> withoutReset(Map<String, Object> config) {
      var own = new HashMap<>(config);
      own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
      return own;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      try {
        return super.poll(timeout);
      } catch (OffsetOutOfRangeException e) {
        lostRecords.report(e, this);
        throw e;
      }
    }
  }
}
