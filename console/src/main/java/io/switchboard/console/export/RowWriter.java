package io.switchboard.console.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.Times;
import io.switchboard.replay.text.CsvLine;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How rows become lines of a file. */
enum RowWriter {
  /** Comma separated values by RFC 4180, safe for spreadsheets, with a header. */
  CSV("csv", "text/csv; charset=utf-8; header=present") {
    @Override
    <R> void begin(Writer out, List<Column<R>> columns) throws IOException {
      out.write(CsvLine.of(columns.stream().map(Column::header).toArray()));
      out.write("\r\n");
    }

    @Override
    <R> void row(Writer out, List<Column<R>> columns, R row) throws IOException {
      out.write(CsvLine.of(columns.stream().map(it -> cell(it.value().apply(row))).toArray()));
      out.write("\r\n");
    }
  },
  /** One JSON object a line. */
  NDJSON("ndjson", "application/x-ndjson; charset=utf-8") {
    @Override
    <R> void begin(Writer out, List<Column<R>> columns) {}

    @Override
    <R> void row(Writer out, List<Column<R>> columns, R row) throws IOException {
      var line = new StringWriter();
      try (var json = Json.mapper().getFactory().createGenerator(line)) {
        json.writeStartObject();
        for (var column : columns) {
          json.writeFieldName(column.name());
          value(json, column.value().apply(row));
        }
        json.writeEndObject();
      }
      out.write(line.toString());
      out.write('\n');
    }
  };

  private final String word;
  private final String contentType;

  RowWriter(String word, String contentType) {
    this.word = word;
    this.contentType = contentType;
  }

  /** As in the address, and the ending of the file's name. */
  String word() {
    return word;
  }

  String contentType() {
    return contentType;
  }

  abstract <R> void begin(Writer out, List<Column<R>> columns) throws IOException;

  abstract <R> void row(Writer out, List<Column<R>> columns, R row) throws IOException;

  /** Writes a row where no checked exception may be thrown. */
  <R> void write(Writer out, List<Column<R>> columns, R row) {
    try {
      row(out, columns, row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object cell(@Nullable Object value) {
    return switch (value) {
      case Instant time -> Times.format(time);
      case Collection<?> texts ->
          texts.stream().map(String::valueOf).collect(Collectors.joining(" "));
      case null -> null;
      default -> value;
    };
  }

  private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Instant time -> json.writeString(Times.format(time));
      case Boolean flag -> json.writeBoolean(flag);
      case Number number -> json.writeObject(number);
      case JsonNode tree -> json.writeTree(tree);
      case Collection<?> texts -> {
        json.writeStartArray();
        for (var text : texts) {
          json.writeString(String.valueOf(text));
        }
        json.writeEndArray();
      }
      default -> json.writeString(value.toString());
    }
  }
}
