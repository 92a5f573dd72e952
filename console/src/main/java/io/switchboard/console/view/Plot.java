package io.switchboard.console.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.contract.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Counts over time, drawn by the browser and readable as a table.
 *
 * @param title what is counted
 * @param times the begin of each interval, in epoch seconds
 * @param series by name, one value for each interval
 */
public record Plot(String title, List<Long> times, Map<String, List<Long>> series) {

  /** The name of a series that the others should stay below; it is drawn as a dashed line. */
  public static final String LIMIT = "limit";

  private static final long SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

  /** One count of one interval. */
  public record Point(Instant at, String series, long count) {}

  /** From counts that may lack intervals: those are 0. Counts of one interval are added. */
  public static Plot of(
      String title, Window window, Duration step, List<String> names, List<Point> points) {
    var seconds = step.toSeconds();
    var first = Math.floorDiv(window.from().getEpochSecond(), seconds) * seconds;
    var times = new ArrayList<Long>();
    for (var at = first; at <= window.to().getEpochSecond(); at += seconds) {
      times.add(at);
    }
    var series = new LinkedHashMap<String, List<Long>>();
    for (var name : names) {
      var values = new ArrayList<Long>(times.size());
      times.forEach(_ -> values.add(0L));
      series.put(name, values);
    }
    for (var point : points) {
      var place = (int) ((point.at().getEpochSecond() - first) / seconds);
      var values = series.get(point.series());
      if (values != null && place >= 0 && place < values.size()) {
        values.set(place, values.get(place) + point.count());
      }
    }
    return new Plot(title, List.copyOf(times), series);
  }

  /** The same with a series of one value: a line to compare the others with. */
  public Plot withLine(String name, long value) {
    var more = new LinkedHashMap<>(series);
    more.put(name, times.stream().map(_ -> value).toList());
    return new Plot(title, times, more);
  }

  /** An interval that divides a window into about 60 parts, however long the window is. */
  public static Duration step(Window window) {
    var wanted = window.length().toSeconds() / 60;
    for (var seconds : List.of(15, 60, 300, 600, 1_800, 3_600, 10_800, 43_200)) {
      if (seconds >= wanted) {
        return Duration.ofSeconds(seconds);
      }
    }
    return Duration.ofDays(1 + wanted / SECONDS_A_DAY);
  }

  /** How long an interval is, for people: 15 s, 1 min, 3 h, 1 d. */
  public String interval() {
    var step = times.size() < 2 ? 0 : times.get(1) - times.getFirst();
    if (step < 60) {
      return step + " s";
    }
    if (step < 3_600) {
      return step / 60 + " min";
    }
    return step < SECONDS_A_DAY ? step / 3_600 + " h" : step / SECONDS_A_DAY + " d";
  }

  /** As the script in the page reads it. */
  public String json() {
    try {
      return Json.mapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plot is plain data", e);
    }
  }

  /**
   * A plot as a table that can be exported: a row for each interval and series.
   *
   * @param plot makes the plot when the table is asked for
   */
  public static ExportTable<Point> table(String name, Supplier<Plot> plot) {
    return new ExportTable<>(name, COLUMNS, (_, row) -> plot.get().points(row));
  }

  private void points(Consumer<Point> row) {
    for (int i = 0; i < times.size(); i++) {
      var at = Instant.ofEpochSecond(times.get(i));
      for (var entry : series.entrySet()) {
        row.accept(new Point(at, entry.getKey(), entry.getValue().get(i)));
      }
    }
  }

  private static final List<Column<Point>> COLUMNS =
      List.of(
          new Column<>("from", Point::at),
          new Column<>("series", Point::series),
          new Column<>("count", Point::count));

  /** All counts of a series together. */
  public long total(String name) {
    return series.getOrDefault(name, List.of()).stream().mapToLong(Long::longValue).sum();
  }
}
