package io.switchboard.replay.text;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of comma-separated values by RFC 4180, safe for spreadsheets: a cell that would be a
 * formula starts with an apostrophe, because senders choose these texts.
 */
public final class CsvLine {
  private static final String FORMULA = "=+-@\t\r";

  private CsvLine() {}

  /** The cells as one line, without the line end; null is an empty cell. */
  public static String of(@Nullable Object... cells) {
    return Stream.of(cells).map(CsvLine::cell).collect(Collectors.joining(","));
  }

  /** A cell without the apostrophe that was added. */
  public static String unescaped(String cell) {
    return cell.length() > 1 && cell.charAt(0) == '\'' && isFormula(cell.charAt(1))
        ? cell.substring(1)
        : cell;
  }

  private static String cell(@Nullable Object value) {
    var text = value == null ? "" : value.toString();
    var safe = !text.isEmpty() && isFormula(text.charAt(0)) ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }

  private static boolean isFormula(char first) {
    return FORMULA.indexOf(first) >= 0;
  }
}
