package io.switchboard.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.cli.ZoneOptions;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.Times;
import io.switchboard.replay.text.CsvLine;
import io.switchboard.replay.text.VisibleText;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
   * Prints it; times in JSON and CSV are in UTC.
   *
   * @param none the text instead of a table without rows
   * @param zone of the times of a table for people
   */
  public void print(OutputFormat format, String none, ZoneId zone, PrintWriter out) {
    switch (format) {
      case TABLE ->
          (isEmpty() ? List.of(none) : lines(WordWrap.UNLIMITED, zone)).forEach(out::println);
      case JSON -> out.println(array().toPrettyString());
      case NDJSON -> array().forEach(out::println);
      case CSV -> {
        out.println(CsvLine.of(columns.toArray()));
        rows.forEach(row -> out.println(CsvLine.of(row.stream().map(ResultTable::text).toArray())));
      }
    }
    out.flush();
  }

  /**
   * The table for people, in the width of a terminal. Where the rows are too wide, texts are
   * wrapped in their cells, times between date and time; where that is not enough, each row is a
   * block with a line for each cell. Nothing is cut.
   *
   * @param width in characters
   * @param zone of the times
   */
  public List<String> lines(int width, ZoneId zone) {
    var whole = fitted(cell -> inZone(cell, zone));
    var divided = fitted(cell -> divided(cell, zone));
    return !whole.fits(width) && divided.fits(width) ? divided.lines(width) : whole.lines(width);
  }

  private FittedTable fitted(Function<Object, String> text) {
    return new FittedTable(
        columns,
        rows.stream().map(row -> row.stream().map(text).toList()).toList(),
        IntStream.range(0, columns.size()).mapToObj(this::isNumeric).toList());
  }

  private boolean isNumeric(int column) {
    return rows.stream().map(row -> row.get(column)).allMatch(Number.class::isInstance);
  }

  /** For programs, in UTC. */
  private static String text(Object cell) {
    return cell instanceof Instant time ? Times.format(time) : String.valueOf(cell);
  }

  /** For people, who compare times with their clock. */
  private static String inZone(Object cell, ZoneId zone) {
    return cell instanceof Instant time
        ? ZoneOptions.precise(time, zone)
        : VisibleText.of(text(cell));
  }

  /** As {@link #inZone}, with times that can be wrapped. */
  private static String divided(Object cell, ZoneId zone) {
    var text = inZone(cell, zone);
    return cell instanceof Instant ? text.replace('T', ' ') : text;
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
