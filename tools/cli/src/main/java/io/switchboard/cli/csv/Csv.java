package io.switchboard.cli.csv;

import java.util.ArrayList;
import java.util.List;

/** Reads comma separated values by RFC 4180. */
public final class Csv {
  private Csv() {}

  /**
   * A record of a file.
   *
   * @param line its first line, from 1
   * @param lines number of its lines
   * @param text as written in the file
   * @param cells empty when the record cannot be read
   * @param fault why it cannot be read, empty when it can
   */
  public record CsvRow(int line, int lines, String text, List<String> cells, String fault) {}

  /** All records of a text whose cells are separated by commas. */
  public static List<CsvRow> read(String text) {
    return read(text, ',');
  }

  /**
   * All records of a text. Unbalanced quotation marks are a fault of the first line only: the next
   * line is read independently.
   */
  static List<CsvRow> read(String text, char separator) {
    var lines = text.lines().toList();
    var rows = new ArrayList<CsvRow>();
    for (var at = 0; at < lines.size(); at += rows.getLast().lines()) {
      rows.add(CsvRecord.read(lines, at, separator));
    }
    return rows;
  }
}
