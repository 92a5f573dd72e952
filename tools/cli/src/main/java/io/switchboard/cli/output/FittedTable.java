package io.switchboard.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The layout of a table in a width: columns, columns with wrapped cells, or a block for each row.
 *
 * @param names of the columns
 * @param rows a text for each column
 * @param numeric by column: numbers stand at the right and are not wrapped
 */
record FittedTable(List<String> names, List<List<String>> rows, List<Boolean> numeric) {
  private static final String GAP = "  ";

  /** Whether its columns fit, with wrapped cells. */
  boolean fits(int width) {
    return total(leastWidths()) <= width;
  }

  /** The lines; none is longer than the width, unless a single word is. */
  List<String> lines(int width) {
    if (!fits(width)) {
      return blocks(width);
    }
    var widths = IntStream.range(0, names.size()).map(this::naturalWidth).toArray();
    var least = leastWidths();
    while (total(widths) > width) {
      widths[widestOf(widths, least)]--;
    }
    return Stream.concat(Stream.of(header()), rows.stream())
        .flatMap(row -> columns(row, widths).stream())
        .toList();
  }

  private List<String> header() {
    return names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
  }

  private static int total(int[] widths) {
    return Arrays.stream(widths).sum() + GAP.length() * Math.max(0, widths.length - 1);
  }

  private int naturalWidth(int column) {
    return cells(column).mapToInt(String::length).max().orElse(0);
  }

  private int[] leastWidths() {
    return IntStream.range(0, names.size()).map(this::leastWidth).toArray();
  }

  /** Of the longest word: ids, times and addresses stay whole, so that they can be copied. */
  private int leastWidth(int column) {
    return cells(column)
        .flatMap(cell -> Arrays.stream(cell.split(" ", -1)))
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  private Stream<String> cells(int column) {
    return Stream.concat(Stream.of(names.get(column)), rows.stream().map(row -> row.get(column)));
  }

  /** The column to narrow next. */
  private static int widestOf(int[] widths, int[] least) {
    var widest = -1;
    for (var column = 0; column < widths.length; column++) {
      if (widths[column] > least[column] && (widest < 0 || widths[column] > widths[widest])) {
        widest = column;
      }
    }
    return widest;
  }

  /** A row, with as many lines as its highest cell. */
  private List<String> columns(List<String> row, int[] widths) {
    var cells =
        IntStream.range(0, widths.length)
            .mapToObj(column -> WordWrap.lines(row.get(column), widths[column], ""))
            .toList();
    var height = cells.stream().mapToInt(List::size).max().orElse(1);
    return IntStream.range(0, height)
        .mapToObj(
            line ->
                IntStream.range(0, widths.length)
                    .mapToObj(column -> padded(cells.get(column), line, column, widths[column]))
                    .reduce((left, right) -> left + GAP + right)
                    .orElse("")
                    .stripTrailing())
        .toList();
  }

  private String padded(List<String> cell, int line, int column, int width) {
    var text = line < cell.size() ? cell.get(line) : "";
    var fill = " ".repeat(width - text.length());
    return Boolean.TRUE.equals(numeric.get(column)) ? fill + text : text + fill;
  }

  /** The names stand before their cells, and an empty line between rows. */
  private List<String> blocks(int width) {
    var margin = names.stream().mapToInt(String::length).max().orElse(0) + GAP.length();
    var lines = new ArrayList<String>();
    for (var row : rows) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      for (var column = 0; column < names.size(); column++) {
        var name = names.get(column).toUpperCase(Locale.ROOT);
        var line = name + " ".repeat(margin - name.length()) + row.get(column);
        lines.addAll(WordWrap.lines(line.stripTrailing(), width, " ".repeat(margin)));
      }
    }
    return lines;
  }
}
