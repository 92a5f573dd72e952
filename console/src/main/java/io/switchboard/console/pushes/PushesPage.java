package io.switchboard.console.pushes;

import io.javalin.http.Context;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.export.Exports;
import io.switchboard.console.store.CountsOverTime;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Plot;
import io.switchboard.console.view.Views;
import io.switchboard.console.view.Window;
import io.switchboard.replay.text.NumberMasking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** {@code /pushes}: CXone's answers over time, what was refused, and one key's history. */
public final class PushesPage {
  private static final List<String> SERIES = List.of("confirmed", "dead_lettered");
  private static final CountsOverTime BY_OUTCOME =
      new CountsOverTime("cxone_pushes", "answered_at", "outcome");
  private static final int MAX_ANSWERS = 100;
  private static final String BUSIEST = "requests in one second";

  private final Store store;
  private final int rateLimit;
  private final Exports exports;
  private final Views views;

  /** Answers of one kind and status in the window. */
  public record Group(String kind, String outcome, int status, long count, long latencyP95) {}

  /** One final answer. */
  public record Answer(
      Instant answeredAt,
      String kind,
      String key,
      String outcome,
      int status,
      int attempts,
      long latencyMs,
      String error) {}

  /**
   * The page about the pushes in this database.
   *
   * @param rateLimit requests a second that CXone allows
   */
  public PushesPage(Store store, int rateLimit, Exports exports, Views views) {
    this.store = store;
    this.rateLimit = rateLimit;
    this.exports = exports;
    this.views = views;
  }

  /** Answers with the page; {@code key} narrows it to one contact, call or number. */
  public void show(Context context) {
    var window = Window.of(context);
    var key = Objects.requireNonNullElse(context.queryParam("key"), "").strip();
    if (Exports.isAsked(context)) {
      exports.answer(context, tables(window, key));
      return;
    }
    views.page(context, "pushes.jte", "Pushes", model(window, key));
  }

  /** The style of an outcome; a state that is not pushed is neither good nor bad. */
  public static String look(String outcome) {
    return switch (outcome) {
      case "confirmed" -> "good";
      case "dead_lettered" -> "bad";
      default -> "";
    };
  }

  private Map<String, Object> model(Window window, String key) {
    var answers = new ArrayList<Answer>();
    answers(window, key, MAX_ANSWERS, NumberMasking.MASKED, answers::add);
    var all = key.isEmpty(); // the history of one key needs no figures of all
    return Map.of(
        "window",
        window,
        "key",
        key,
        "plots",
        all
            ? List.of(
                Map.entry("busiest-seconds", rates(window)),
                Map.entry("answers-over-time", outcomes(window)))
            : List.of(),
        "groups",
        all ? groups(window) : List.of(),
        "answers",
        answers);
  }

  private Plot outcomes(Window window) {
    return BY_OUTCOME.plot(store, "Final answers of CXone", window, SERIES);
  }

  /**
   * The busiest second of each interval, beside what CXone allows. A batch of numbers is one
   * request with one answer each, all of the same instant.
   */
  private Plot rates(Window window) {
    var step = Plot.step(window);
    var points =
        store.list(
            """
            SELECT date_bin(?::interval, second, timestamptz 'epoch') AS at, max(requests) AS most
            FROM (
              SELECT date_bin('1 second', answered_at, timestamptz 'epoch') AS second,
                sum(attempts) AS requests
              FROM (
                SELECT answered_at,
                  CASE WHEN kind = 'outbound' THEN max(attempts) ELSE sum(attempts) END AS attempts
                FROM cxone_pushes WHERE answered_at >= ? AND answered_at < ?
                GROUP BY answered_at, kind) r
              GROUP BY 1) s
            GROUP BY 1""",
            row -> new Plot.Point(Store.time(row, "at"), BUSIEST, row.getLong("most")),
            step.toSeconds() + " seconds",
            window.from(),
            window.to());
    return Plot.of(
            "Requests to CXone in the busiest second", window, step, List.of(BUSIEST), points)
        .withLine(Plot.LIMIT, rateLimit);
  }

  /** Sorts the different latencies, not all answers: that is how the 95th percentile is found. */
  private List<Group> groups(Window window) {
    return store.list(
        """
        SELECT kind, outcome, status, max(upto)::bigint AS answers,
          min(latency_ms) FILTER (WHERE upto >= 0.95 * answers) AS p95
        FROM (
          SELECT kind, outcome, status, latency_ms,
            sum(answers) OVER (PARTITION BY kind, outcome, status ORDER BY latency_ms) AS upto,
            sum(answers) OVER (PARTITION BY kind, outcome, status) AS answers
          FROM (
            SELECT kind, outcome, status, latency_ms, count(*) AS answers FROM cxone_pushes
            WHERE answered_at >= ? AND answered_at < ? GROUP BY 1, 2, 3, 4) latencies) ranked
        GROUP BY 1, 2, 3 ORDER BY 4 DESC""",
        row ->
            new Group(
                row.getString("kind"),
                row.getString("outcome"),
                row.getInt("status"),
                row.getLong("answers"),
                row.getLong("p95")),
        window.from(),
        window.to());
  }

  /** Hands over answers, the newest first: those for one key, or those of the window. */
  private void answers(
      Window window, String key, long atMost, NumberMasking numbers, Consumer<Answer> answers) {
    if (key.isEmpty()) {
      each(
          "WHERE answered_at >= ? AND answered_at < ? ORDER BY answered_at DESC LIMIT ?",
          numbers,
          answers,
          window.from(),
          window.to(),
          atMost);
    } else {
      each("WHERE key = ? ORDER BY answered_at DESC LIMIT ?", numbers, answers, key, atMost);
    }
  }

  private void each(
      String where, NumberMasking numbers, Consumer<Answer> answers, Object... parameters) {
    store.each(
        """
        SELECT answered_at, kind, key, outcome, status, attempts, latency_ms, error
        FROM cxone_pushes
        """
            + where,
        row ->
            new Answer(
                Store.time(row, "answered_at"),
                row.getString("kind"),
                numbers.in(row.getString("key")),
                row.getString("outcome"),
                row.getInt("status"),
                row.getInt("attempts"),
                row.getLong("latency_ms"),
                numbers.in(Objects.requireNonNullElse(row.getString("error"), ""))),
        answers,
        parameters);
  }

  private List<ExportTable<?>> tables(Window window, String key) {
    return List.of(
        new ExportTable<>(
            "answers",
            ANSWERS,
            (numbers, row) -> answers(window, key, Long.MAX_VALUE, numbers, row)),
        new ExportTable<>("by-kind", GROUPS, (_, row) -> groups(window).forEach(row)),
        Plot.table("busiest-seconds", () -> rates(window)),
        Plot.table("answers-over-time", () -> outcomes(window)));
  }

  private static final List<Column<Answer>> ANSWERS =
      List.of(
          new Column<>("answeredAt", Answer::answeredAt),
          new Column<>("kind", Answer::kind),
          new Column<>("key", Answer::key),
          new Column<>("outcome", Answer::outcome),
          new Column<>("status", Answer::status),
          new Column<>("attempts", Answer::attempts),
          new Column<>("latencyMs", Answer::latencyMs),
          new Column<>("error", Answer::error));

  private static final List<Column<Group>> GROUPS =
      List.of(
          new Column<>("kind", Group::kind),
          new Column<>("outcome", Group::outcome),
          new Column<>("status", Group::status),
          new Column<>("answers", Group::count),
          new Column<>("latencyP95Ms", Group::latencyP95));
}
