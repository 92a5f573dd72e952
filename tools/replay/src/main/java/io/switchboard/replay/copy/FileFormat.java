package io.switchboard.replay.copy;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.replay.text.CsvLine;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.RecordJson;
import io.switchboard.replay.text.ValueCells;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The format of records in a file, by the extension of its name. */
public enum FileFormat {
  /** One JSON document per line. */
  NDJSON {
    @Override
    String header(List<String> columns) {
      return "";
    }

    @Override
    String line(
        ConsumerRecord<byte[], byte[]> record, NumberMasking numbers, List<String> columns) {
      return RecordJson.line(record, numbers) + "\n";
    }
  },
  /** RFC 4180, with a header line; each field of the value is a column. */
  CSV {
    @Override
    String header(List<String> columns) {
      return CsvLine.of(Stream.concat(RECORD.stream(), columns.stream()).toArray()) + "\r\n";
    }

    @Override
    String line(
        ConsumerRecord<byte[], byte[]> record, NumberMasking numbers, List<String> columns) {
      var cells = new ArrayList<String>();
      cells.add(record.topic());
      cells.add(Integer.toString(record.partition()));
      cells.add(Long.toString(record.offset()));
      cells.add(RecordJson.time(record.timestamp()));
      cells.add(record.key() == null ? "" : RecordJson.shown(record.key(), numbers));
      cells.add(EventHeaders.text(record.headers(), EventHeaders.TYPE).orElse(""));
      cells.add(EventHeaders.text(record.headers(), EventHeaders.ID).orElse(""));
      var value = ValueCells.of(record.value(), numbers);
      columns.forEach(column -> cells.add(value.getOrDefault(column, "")));
      return CsvLine.of(cells.toArray()) + "\r\n";
    }
  };

  /** The columns before those of the value; a field of the same name is a second column. */
  private static final List<String> RECORD =
      List.of("topic", "partition", "offset", "timestamp", "key", "type", "id");

  abstract String header(List<String> columns);

  abstract String line(
      ConsumerRecord<byte[], byte[]> record, NumberMasking numbers, List<String> columns);

  /**
   * By the extension.
   *
   * @throws IllegalArgumentException for another one
   */
  public static FileFormat of(Path file) {
    var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
      return NDJSON;
    }
    if (name.endsWith(".csv")) {
      return CSV;
    }
    throw new IllegalArgumentException("a file's name ends in .ndjson or .csv, not " + name);
  }
}
