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
 * @param incomplete whether the last interval is longer than what was counted of it, because it is
 *     not over or because the window ends within it; it is drawn dashed, as its line falls
 */
public record Plot(
    String title, List<Long> times, Map<String, List<Long>> series, boolean incomplete) {

  /** The name of a series that the others should stay below; it is drawn as a dashed line. */
  public static final String LIMIT = "limit";

  private static final long SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

  /** One count of one interval. */
  public record Point(Instant at, String series, long count) {}

  /** A point as an export has it. */
  private record Row(Point point, boolean complete) {}

  /**
   * From counts that may lack intervals: those are 0. Counts of one interval are added. The first
   * interval is whole: it begins at {@link #begin}.
   */
  public static Plot of(
      String title, Window window, Duration step, List<String> names, List<Point> points) {
    var seconds = step.toSeconds();
    var first = begin(window, step).getEpochSecond();
    var times = new ArrayList<Long>();
    var end = first;
    for (; Instant.ofEpochSecond(end).isBefore(window.to()); end += seconds) {
      times.add(end);
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
    var incomplete = Instant.ofEpochSecond(end).isAfter(window.to());
    return new Plot(title, List.copyOf(times), series, incomplete);
  }

  /** The same with a series of one value: a line to compare the others with. */
  public Plot withLine(String name, long value) {
    var more = new LinkedHashMap<>(series);
    more.put(name, times.stream().map(_ -> value).toList());
    return new Plot(title, times, more, incomplete);
  }

  /** The begin of the first interval of a window: at its begin or shortly before. */
  public static Instant begin(Window window) {
    return begin(window, step(window));
  }

  private static Instant begin(Window window, Duration step) {
    var seconds = step.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(window.from().getEpochSecond(), seconds) * seconds);
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
  public static ExportTable<?> table(String name, Supplier<Plot> plot) {
    return new ExportTable<>(name, COLUMNS, (_, row) -> plot.get().rows(row));
  }

  /** Whether all of an interval was counted. */
  public boolean isComplete(int interval) {
    return !incomplete || interval < times.size() - 1;
  }

  private void rows(Consumer<Row> row) {
    for (int i = 0; i < times.size(); i++) {
      var at = Instant.ofEpochSecond(times.get(i));
      for (var entry : series.entrySet()) {
        row.accept(new Row(new Point(at, entry.getKey(), entry.getValue().get(i)), isComplete(i)));
      }
    }
  }

  private static final List<Column<Row>> COLUMNS =
      List.of(
          new Column<>("from", row -> row.point().at()),
          new Column<>("series", row -> row.point().series()),
          new Column<>("count", row -> row.point().count()),
          new Column<>("complete", Row::complete));

  /** All counts of a series together. */
  public long total(String name) {
    return series.getOrDefault(name, List.of()).stream().mapToLong(Long::longValue).sum();
  }
}
