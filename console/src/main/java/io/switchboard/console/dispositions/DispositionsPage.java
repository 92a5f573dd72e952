package io.switchboard.console.dispositions;

import io.javalin.http.Context;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.export.Exports;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Plot;
import io.switchboard.console.view.Views;
import io.switchboard.console.view.Window;
import io.switchboard.replay.text.NumberMasking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@code /dispositions}: severities and categories over time, and codes that no rule names. */
public final class DispositionsPage {
  private static final List<String> SEVERITIES = List.of("critical", "medium", "low");
  private static final int MAX_CODES = 50;
  private static final int MAX_RESULTS = 50;
  private static final int MAX_SERIES = 8;

  private final Store store;
  private final Exports exports;
  private final Views views;

  /** A category and how often it was decided in the window. */
  public record Category(String name, String severity, long count) {}

  /**
   * The call results of one category and severity in one interval of the plots.
   *
   * @param inWindow those of the window, which may begin within the first interval
   */
  private record Interval(
      Instant at, String category, String severity, long count, long inWindow) {}

  /** A code without a rule, with one contact as an example. */
  public record UnknownCode(String code, long count, Instant last, String contactId) {}

  /** One call result. */
  public record Result(
      Instant receivedAt,
      String contactId,
      String code,
      String category,
      String severity,
      int revision,
      boolean stale,
      String audit) {}

  public DispositionsPage(Store store, Exports exports, Views views) {
    this.store = store;
    this.exports = exports;
    this.views = views;
  }

  /** Answers with the page. */
  public void show(Context context) {
    var window = Window.of(context);
    if (Exports.isAsked(context)) {
      exports.answer(context, tables(window));
      return;
    }
    views.page(context, "dispositions.jte", "Dispositions", model(window));
  }

  private Map<String, Object> model(Window window) {
    var intervals = intervals(window);
    var results = new ArrayList<Result>();
    results(window, MAX_RESULTS, NumberMasking.MASKED, results::add);
    return Map.of(
        "window",
        window,
        "severities",
        severities(window, intervals),
        "byCategory",
        byCategory(window, intervals),
        "categories",
        categories(intervals),
        "unknown",
        unknown(window),
        "results",
        results);
  }

  /** The counts of the window. All tables and plots come from one pass over its rows. */
  private List<Interval> intervals(Window window) {
    return store.list(
        """
        SELECT date_bin(?::interval, received_at, timestamptz 'epoch') AS at, category, severity,
          count(*) AS records, count(*) FILTER (WHERE received_at >= ?) AS in_window
        FROM dispositions WHERE received_at >= ? AND received_at < ? GROUP BY 1, 2, 3""",
        row ->
            new Interval(
                Store.time(row, "at"),
                row.getString("category"),
                row.getString("severity"),
                row.getLong("records"),
                row.getLong("in_window")),
        Plot.step(window).toSeconds() + " seconds",
        window.from(),
        Plot.begin(window),
        window.to());
  }

  private static Plot severities(Window window, List<Interval> intervals) {
    return plot("Call results by severity", window, SEVERITIES, intervals, Interval::severity);
  }

  private static Plot byCategory(Window window, List<Interval> intervals) {
    var names =
        categories(intervals).stream().map(Category::name).distinct().limit(MAX_SERIES).toList();
    return plot("Call results by category", window, names, intervals, Interval::category);
  }

  private static Plot plot(
      String title,
      Window window,
      List<String> names,
      List<Interval> intervals,
      Function<Interval, String> series) {
    return Plot.of(
        title,
        window,
        Plot.step(window),
        names,
        intervals.stream()
            .map(it -> new Plot.Point(it.at(), series.apply(it), it.count()))
            .toList());
  }

  /** The most frequent first. */
  private static List<Category> categories(List<Interval> intervals) {
    var counts = new HashMap<Category, Long>();
    intervals.forEach(
        it ->
            counts.merge(new Category(it.category(), it.severity(), 0), it.inWindow(), Long::sum));
    return counts.entrySet().stream()
        .filter(it -> it.getValue() > 0)
        .map(it -> new Category(it.getKey().name(), it.getKey().severity(), it.getValue()))
        .sorted(Comparator.comparingLong(Category::count).reversed().thenComparing(Category::name))
        .toList();
  }

  private List<UnknownCode> unknown(Window window) {
    return store.list(
        """
        SELECT disposition_code, count(*) AS records, max(received_at) AS last,
          max(contact_id) AS contact_id
        FROM dispositions
        WHERE received_at >= ? AND received_at < ? AND category = 'unclassified'
        GROUP BY 1 ORDER BY records DESC, 1 LIMIT ?""",
        row ->
            new UnknownCode(
                NumberMasking.MASKED.in(row.getString("disposition_code")),
                row.getLong("records"),
                Store.time(row, "last"),
                row.getString("contact_id")),
        window.from(),
        window.to(),
        MAX_CODES);
  }

  /** Hands over call results, the newest first. */
  private void results(
      Window window, long atMost, NumberMasking numbers, Consumer<Result> results) {
    store.each(
        """
        SELECT received_at, contact_id, disposition_code, category, severity, revision, stale,
          audit_entry
        FROM dispositions WHERE received_at >= ? AND received_at < ?
        ORDER BY received_at DESC LIMIT ?""",
        row ->
            new Result(
                Store.time(row, "received_at"),
                numbers.in(row.getString("contact_id")),
                numbers.in(row.getString("disposition_code")),
                row.getString("category"),
                row.getString("severity"),
                row.getInt("revision"),
                row.getBoolean("stale"),
                numbers.in(row.getString("audit_entry"))),
        results,
        window.from(),
        window.to(),
        atMost);
  }

  private List<ExportTable<?>> tables(Window window) {
    return List.of(
        new ExportTable<>(
            "results", RESULTS, (numbers, row) -> results(window, Long.MAX_VALUE, numbers, row)),
        new ExportTable<>(
            "categories", CATEGORIES, (_, row) -> categories(intervals(window)).forEach(row)),
        new ExportTable<>("unknown-codes", UNKNOWN, (_, row) -> unknown(window).forEach(row)),
        Plot.table("severities-over-time", () -> severities(window, intervals(window))),
        Plot.table("categories-over-time", () -> byCategory(window, intervals(window))));
  }

  private static final List<Column<Result>> RESULTS =
      List.of(
          new Column<>("receivedAt", Result::receivedAt),
          new Column<>("contactId", Result::contactId),
          new Column<>("dispositionCode", Result::code),
          new Column<>("category", Result::category),
          new Column<>("severity", Result::severity),
          new Column<>("revision", Result::revision),
          new Column<>("stale", Result::stale),
          new Column<>("auditEntry", Result::audit));

  private static final List<Column<Category>> CATEGORIES =
      List.of(
          new Column<>("category", Category::name),
          new Column<>("severity", Category::severity),
          new Column<>("results", Category::count));

  private static final List<Column<UnknownCode>> UNKNOWN =
      List.of(
          new Column<>("dispositionCode", UnknownCode::code),
          new Column<>("results", UnknownCode::count),
          new Column<>("last", UnknownCode::last),
          new Column<>("contactId", UnknownCode::contactId));
}
