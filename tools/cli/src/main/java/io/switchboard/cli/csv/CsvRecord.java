package io.switchboard.cli.csv;

import java.util.ArrayList;
import java.util.List;

/** Reads one record. It continues on the next line when a quoted cell does. */
final class CsvRecord {
  /** A quoted cell with more lines is an unclosed quotation mark. */
  private static final int MAX_LINES = 50;

  private final List<String> cells = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private final char separator;
  private boolean quoted;
  private boolean closed;
  private String fault = "";

  private CsvRecord(char separator) {
    this.separator = separator;
  }

  static Csv.CsvRow read(List<String> lines, int first, char separator) {
    var record = new CsvRecord(separator);
    var end = first;
    do {
      record.take(lines.get(end++));
    } while (record.quoted && end < lines.size() && end - first < MAX_LINES);
    if (record.quoted) {
      record.fault = "a quotation mark is not closed";
    }
    record.endCell();
    var fine = record.fault.isEmpty();
    var count = fine ? end - first : 1;
    return new Csv.CsvRow(
        first + 1,
        count,
        String.join("\n", lines.subList(first, first + count)),
        fine ? record.cells : List.of(),
        record.fault);
  }

  private void take(String line) {
    if (quoted) {
      cell.append('\n');
    }
    for (var i = 0; i < line.length(); i++) {
      var c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else {
        take(c);
      }
    }
  }

  private void take(char c) {
    if (quoted) {
      quoted = c != '"';
      closed = !quoted;
      if (quoted) {
        cell.append(c);
      }
    } else if (c == separator) {
      endCell();
    } else if (c == '"' && !closed && opensHere()) {
      cell.setLength(0);
      quoted = true;
    } else if (c == '"' || (closed && !Blanks.isBlank(c))) {
      fault = "a quotation mark is not allowed here";
    } else if (!closed) {
      cell.append(c);
    }
  }

  /** At the start of the cell, or after =, as spreadsheets write a number as text. */
  private boolean opensHere() {
    var before = cell.toString().strip();
    return before.isEmpty() || before.equals("=");
  }

  private void endCell() {
    cells.add(cell.toString());
    cell.setLength(0);
    closed = false;
  }
}
