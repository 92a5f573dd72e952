package io.switchboard.streams;

import io.switchboard.contract.headers.Redrive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Skips dead letters that are redriven for another service. It filters before the tasks, so
 * topologies do not handle it.
 */
public final class AddressedRecords implements ConsumerInterceptor<byte[], byte[]> {
  private String service = "";

  @Override
  public void configure(Map<String, ?> configs) {
    service =
        (String)
            Objects.requireNonNull(
                configs.get(DeadLetterHandler.SERVICE_CONFIG), DeadLetterHandler.SERVICE_CONFIG);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    for (var record : records) {
      if (!isForUs(record)) {
        return withoutOthers(records);
      }
    }
    return records; // the usual case
  }

  private ConsumerRecords<byte[], byte[]> withoutOthers(ConsumerRecords<byte[], byte[]> records) {
    var ours = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
    for (var partition : records.partitions()) {
      var left = records.records(partition).stream().filter(this::isForUs).toList();
      if (!left.isEmpty()) {
        ours.put(partition, left);
      }
    }
    return new ConsumerRecords<>(ours, records.nextOffsets());
  }

  private boolean isForUs(ConsumerRecord<byte[], byte[]> record) {
    return record.headers().lastHeader(Redrive.TO) == null
        || Redrive.isFor(record.headers(), service);
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
