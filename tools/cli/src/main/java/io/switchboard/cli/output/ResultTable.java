package io.switchboard.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.Times;
import io.switchboard.replay.text.CsvLine;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Rows with named columns. A cell is a text, a number or a time. */
public final class ResultTable {
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param columns their names in JSON and CSV
   */
  public ResultTable(String... columns) {
    this.columns = List.of(columns);
  }

  /** A row with a cell for each column. */
  public void add(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + columns.size() + " columns");
    }
    rows.add(List.of(cells));
  }

  /** Whether it has no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * Prints it.
   *
   * @param none the text instead of a table without rows
   */
  public void print(OutputFormat format, String none, PrintWriter out) {
    switch (format) {
      case TABLE -> (isEmpty() ? List.of(none) : lines()).forEach(out::println);
      case JSON -> out.println(array().toPrettyString());
      case NDJSON -> array().forEach(out::println);
      case CSV -> {
        out.println(CsvLine.of(columns.toArray()));
        rows.forEach(row -> out.println(CsvLine.of(row.stream().map(ResultTable::text).toArray())));
      }
    }
    out.flush();
  }

  /** The table for people: a line for the names, then one for each row. */
  public List<String> lines() {
    var layouts = layouts();
    var lines = new ArrayList<String>();
    lines.add(line(columns.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList(), layouts));
    rows.forEach(row -> lines.add(line(row.stream().map(ResultTable::text).toList(), layouts)));
    return lines;
  }

  private List<Layout> layouts() {
    return IntStream.range(0, columns.size())
        .mapToObj(
            column -> {
              var cells = rows.stream().map(row -> row.get(column)).toList();
              var longest = cells.stream().mapToInt(cell -> text(cell).length()).max().orElse(0);
              return new Layout(
                  Math.max(columns.get(column).length(), longest),
                  cells.stream().allMatch(Number.class::isInstance));
            })
        .toList();
  }

  /** A column; numbers stand at its right. */
  private record Layout(int width, boolean right) {}

  private static String line(List<String> cells, List<Layout> layouts) {
    var line = new StringBuilder();
    for (var column = 0; column < cells.size(); column++) {
      var right = layouts.get(column).right();
      var fill = " ".repeat(Math.max(0, layouts.get(column).width() - cells.get(column).length()));
      line.append(column == 0 ? "" : "  ")
          .append(right ? fill : "")
          .append(cells.get(column))
          .append(right ? "" : fill);
    }
    return line.toString().stripTrailing();
  }

  private static String text(Object cell) {
    return cell instanceof Instant time ? Times.format(time) : String.valueOf(cell);
  }

  private ArrayNode array() {
    var array = JsonNodeFactory.instance.arrayNode();
    rows.forEach(row -> array.add(object(row)));
    return array;
  }

  private ObjectNode object(List<Object> row) {
    var object = JsonNodeFactory.instance.objectNode();
    IntStream.range(0, columns.size())
        .forEach(column -> object.set(columns.get(column), node(row.get(column))));
    return object;
  }

  private static JsonNode node(Object cell) {
    return cell instanceof Instant
        ? JsonNodeFactory.instance.textNode(text(cell))
        : Json.mapper().valueToTree(cell);
  }
}
