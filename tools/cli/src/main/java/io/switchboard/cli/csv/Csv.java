package io.switchboard.cli.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Comma separated values by RFC 4180. What is written is safe for spreadsheets: a cell that they
 * would take for a formula begins with an apostrophe.
 */
public final class Csv {
  private Csv() {}

  /**
   * A record of a file.
   *
   * @param line where it begins, from 1
   * @param lines over how many it goes
   * @param text as it stands in the file
   * @param cells empty when it cannot be read
   * @param fault why it cannot be read, empty when it can
   */
  public record Row(int line, int lines, String text, List<String> cells, String fault) {}

  /** One line, without its end; null is an empty cell. */
  public static String line(@Nullable Object... cells) {
    return Stream.of(cells).map(Csv::cell).collect(Collectors.joining(","));
  }

  private static String cell(@Nullable Object value) {
    var text = value == null ? "" : value.toString();
    var safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  /** A cell without the apostrophe that made it safe. */
  public static String plain(String cell) {
    return cell.length() > 1 && cell.charAt(0) == '\'' && "=+-@\t\r".indexOf(cell.charAt(1)) >= 0
        ? cell.substring(1)
        : cell;
  }

  /** All records of a text whose cells are separated by commas. */
  public static List<Row> read(String text) {
    return read(text, ',');
  }

  /**
   * All records of a text. One whose quotation marks do not match is a fault of its first line
   * alone: the next line is read as if it had not been there.
   */
  static List<Row> read(String text, char separator) {
    var lines = text.lines().toList();
    var rows = new ArrayList<Row>();
    for (var at = 0; at < lines.size(); at += rows.getLast().lines()) {
      rows.add(CsvRecord.read(lines, at, separator));
    }
    return rows;
  }
}
