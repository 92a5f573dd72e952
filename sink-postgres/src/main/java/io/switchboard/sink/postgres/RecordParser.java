package io.switchboard.sink.postgres;

import io.switchboard.contract.headers.Redrive;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.sink.SinkService;
import io.switchboard.sink.mapping.SinkMapping;
import io.switchboard.sink.mapping.row.RowReader;
import io.switchboard.sink.mapping.row.SourceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Reads records by the mapping, for all tables of their topic. */
final class RecordParser {
  private final Map<String, List<RowReader>> readers = new HashMap<>();

  RecordParser(SinkMapping mapping, TopicPrefix prefix) {
    for (var table : mapping.tables()) {
      readers
          .computeIfAbsent(prefix.applyTo(table.topic()), _ -> new ArrayList<>())
          .add(new RowReader(table));
    }
  }

  /** The names of the topics on the cluster. */
  Set<String> topics() {
    return readers.keySet();
  }

  List<Batch.Parsed> parse(ConsumerRecords<byte[], byte[]> records) {
    var parsed = new ArrayList<Batch.Parsed>(records.count());
    for (var partition : records.partitions()) {
      var tables = readers.getOrDefault(partition.topic(), List.of());
      for (var record : records.records(partition)) {
        var wanted = wanting(record, tables);
        if (!wanted.isEmpty() || tables.isEmpty()) {
          parsed.add(Batch.parse(partition, SourceRecord.of(record), wanted));
        }
      }
    }
    return parsed;
  }

  /** All tables of the topic; for a redriven dead letter only those that refused it. */
  private static List<RowReader> wanting(
      ConsumerRecord<byte[], byte[]> record, List<RowReader> tables) {
    if (record.headers().lastHeader(Redrive.TO) == null) {
      return tables; // the usual case
    }
    return Redrive.of(record.headers())
        .map(
            redrive ->
                redrive.service().equals(SinkService.NAME)
                    ? tables.stream()
                        .filter(reader -> redrive.isForTable(reader.table().table()))
                        .toList()
                    : List.<RowReader>of())
        .orElse(tables);
  }
}
