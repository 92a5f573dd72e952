package io.switchboard.console.dispositions;

import io.javalin.http.Context;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Plot;
import io.switchboard.console.view.Views;
import io.switchboard.console.view.Window;
import io.switchboard.replay.text.NumberMasking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code /dispositions}: severities and categories over time, and codes that no rule names. */
public final class DispositionsPage {
  private static final List<String> SEVERITIES = List.of("critical", "medium", "low");
  private static final int MAX_CODES = 50;
  private static final int MAX_RESULTS = 50;

  private final Store store;
  private final Views views;

  /** A category and how often it was decided in the window. */
  public record Category(String name, String severity, long count) {}

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

  public DispositionsPage(Store store, Views views) {
    this.store = store;
    this.views = views;
  }

  /** Answers with the page. */
  public void show(Context context) {
    var window = Window.of(context);
    views.page(
        context,
        "dispositions.jte",
        "Dispositions",
        Map.of(
            "window", window,
            "plot", plot(window),
            "categories", categories(window),
            "unknown", unknown(window),
            "results", results(window)));
  }

  private Plot plot(Window window) {
    var step = Plot.step(window);
    return Plot.of("Call results by severity", window, step, SEVERITIES, counts(window, step));
  }

  private List<Plot.Point> counts(Window window, Duration step) {
    return store.list(
        """
        SELECT date_bin(?::interval, received_at, timestamptz 'epoch') AS at, severity,
          count(*) AS records
        FROM dispositions WHERE received_at >= ? AND received_at < ? GROUP BY 1, 2""",
        row ->
            new Plot.Point(
                Store.time(row, "at"), row.getString("severity"), row.getLong("records")),
        step.toSeconds() + " seconds",
        window.from(),
        window.to());
  }

  private List<Category> categories(Window window) {
    return store.list(
        """
        SELECT category, severity, count(*) AS records FROM dispositions
        WHERE received_at >= ? AND received_at < ? GROUP BY 1, 2 ORDER BY records DESC, category""",
        row ->
            new Category(
                row.getString("category"), row.getString("severity"), row.getLong("records")),
        window.from(),
        window.to());
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

  private List<Result> results(Window window) {
    return store.list(
        """
        SELECT received_at, contact_id, disposition_code, category, severity, revision, stale,
          audit_entry
        FROM dispositions WHERE received_at >= ? AND received_at < ?
        ORDER BY received_at DESC LIMIT ?""",
        row ->
            new Result(
                Store.time(row, "received_at"),
                NumberMasking.MASKED.in(row.getString("contact_id")),
                NumberMasking.MASKED.in(row.getString("disposition_code")),
                row.getString("category"),
                row.getString("severity"),
                row.getInt("revision"),
                row.getBoolean("stale"),
                NumberMasking.MASKED.in(row.getString("audit_entry"))),
        window.from(),
        window.to(),
        MAX_RESULTS);
  }
}
