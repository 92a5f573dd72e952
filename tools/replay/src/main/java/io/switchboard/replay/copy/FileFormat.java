package io.switchboard.replay.copy;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.replay.text.CsvLine;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.RecordJson;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The format of records in a file, by the extension of its name. */
public enum FileFormat {
  /** One JSON document per line. */
  NDJSON {
    @Override
    String header() {
      return "";
    }

    @Override
    String line(ConsumerRecord<byte[], byte[]> record, NumberMasking numbers) {
      return RecordJson.line(record, numbers) + "\n";
    }
  },
  /** RFC 4180, with a header line; the value is one column. */
  CSV {
    @Override
    String header() {
      return "topic,partition,offset,timestamp,key,type,id,value\r\n";
    }

    @Override
    String line(ConsumerRecord<byte[], byte[]> record, NumberMasking numbers) {
      return CsvLine.of(
              record.topic(),
              Integer.toString(record.partition()),
              Long.toString(record.offset()),
              RecordJson.time(record.timestamp()),
              record.key() == null ? "" : RecordJson.shown(record.key(), numbers),
              EventHeaders.text(record.headers(), EventHeaders.TYPE).orElse(""),
              EventHeaders.text(record.headers(), EventHeaders.ID).orElse(""),
              record.value() == null ? "" : RecordJson.shown(record.value(), numbers))
          + "\r\n";
    }
  };

  abstract String header();

  abstract String line(ConsumerRecord<byte[], byte[]> record, NumberMasking numbers);

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
