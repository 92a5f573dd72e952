package io.switchboard.streams.size;

import io.switchboard.contract.headers.RecordSize;
import io.switchboard.streams.commit.CommitTimingProducer;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Refuses a record that its topic cannot take before it is part of the transaction. Kafka's own
 * check puts the transaction into its error state: it is lost and the thread ends.
 */
public final class SizeCheckingProducer extends CommitTimingProducer {
  private final RecordSizeLimits limits;

  /** Checks against these limits. */
  public SizeCheckingProducer(Map<String, Object> properties, RecordSizeLimits limits) {
    super(properties);
    this.limits = limits;
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    var size = RecordSize.upperBound(record.key(), record.value(), record.headers());
    var limit = limits.of(record.topic());
    if (size > limit) {
      throw new OversizedRecordException(record.topic(), size, limit);
    }
    return super.send(record, callback);
  }
}
