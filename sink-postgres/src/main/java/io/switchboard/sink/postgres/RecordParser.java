package io.switchboard.sink.postgres;

import io.switchboard.contract.headers.Redrive;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.sink.SinkService;
import io.switchboard.sink.mapping.SinkMapping;
import io.switchboard.sink.mapping.encoded.EncodedRowReader;
import io.switchboard.sink.mapping.row.RowChange;
import io.switchboard.sink.mapping.row.RowReader;
import io.switchboard.sink.mapping.row.SourceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads records by the mapping, for all tables of their topic. */
final class RecordParser {
  private final Map<String, List<RowReader>> readers = new HashMap<>();

  /** Of topics that fill one table whose rows can be encoded. */
  private final Map<String, EncodedRowReader> encodedReaders = new HashMap<>();

  RecordParser(SinkMapping mapping, TopicPrefix prefix) {
    for (var table : mapping.tables()) {
      readers
          .computeIfAbsent(prefix.applyTo(table.topic()), _ -> new ArrayList<>())
          .add(new RowReader(table));
    }
    readers.forEach(
        (topic, tables) -> {
          if (tables.size() == 1) {
            EncodedRowReader.of(tables.getFirst().table())
                .ifPresent(reader -> encodedReaders.put(topic, reader));
          }
        });
  }

  /** The names of the topics on the cluster. */
  Set<String> topics() {
    return readers.keySet();
  }

  /**
   * The records of one poll.
   *
   * @param rows encoded rows
   * @param records all others, and records that are no row
   */
  record ParsedPoll(List<Batch.ParsedRows> rows, List<Batch.Parsed> records) {}

  ParsedPoll parse(ConsumerRecords<byte[], byte[]> records) {
    var poll = new ParsedPoll(new ArrayList<>(), new ArrayList<>());
    for (var partition : records.partitions()) {
      var encoded = encodedReaders.get(partition.topic());
      if (encoded == null) {
        parse(partition, records.records(partition), poll);
      } else {
        encode(partition, records.records(partition), encoded, poll);
      }
    }
    return poll;
  }

  private void parse(
      TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, ParsedPoll into) {
    var tables = readers.getOrDefault(partition.topic(), List.of());
    for (var record : records) {
      var wanted = wanting(record, tables);
      into.records().add(Batch.parse(partition, SourceRecord.of(record), wanted));
    }
  }

  /** A record that is not plain is read as others, and its row is encoded afterwards. */
  private void encode(
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> records,
      EncodedRowReader reader,
      ParsedPoll into) {
    var tables = readers.getOrDefault(partition.topic(), List.of());
    var rows = reader.rows();
    for (var record : records) {
      var wanted = wanting(record, tables);
      if (!wanted.isEmpty() && reader.read(record, rows)) {
        continue;
      }
      var parsed = Batch.parse(partition, SourceRecord.of(record), wanted);
      if (!wanted.isEmpty()
          && parsed.changes().getFirst().change() instanceof RowChange.Write(var row)) {
        reader.add(row, rows);
      } else {
        into.records().add(parsed);
      }
    }
    if (rows.size() > 0) {
      into.rows().add(new Batch.ParsedRows(partition, reader.table(), rows));
    }
  }

  /**
   * All tables of the topic; for a redriven dead letter only those that refused it. A record that
   * none wants counts as others, so that its offset is stored although no other follows: the pushes
   * and a rebuild of the mirror wait for it.
   */
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
