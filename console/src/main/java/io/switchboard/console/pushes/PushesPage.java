package io.switchboard.console.pushes;

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
import org.jspecify.annotations.Nullable;

/** {@code /pushes}: CXone's answers over time, what was refused, and one key's history. */
public final class PushesPage {
  private static final List<String> SERIES = List.of("confirmed", "dead_lettered");
  private static final int MAX_ANSWERS = 100;

  private final Store store;
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

  public PushesPage(Store store, Views views) {
    this.store = store;
    this.views = views;
  }

  /** Answers with the page; {@code key} narrows it to one contact, call or number. */
  public void show(Context context) {
    var window = Window.of(context);
    var asked = context.queryParam("key");
    var key = asked == null ? "" : asked.strip();
    views.page(
        context,
        "pushes.jte",
        "Pushes",
        Map.of(
            "window",
            window,
            "key",
            key,
            "plot",
            plot(window),
            "groups",
            groups(window),
            "answers",
            key.isEmpty() ? latest(window) : ofKey(key)));
  }

  private Plot plot(Window window) {
    var step = Plot.step(window);
    return Plot.of("Final answers of CXone", window, step, SERIES, counts(window, step));
  }

  private List<Plot.Point> counts(Window window, Duration step) {
    return store.list(
        """
        SELECT date_bin(?::interval, answered_at, timestamptz 'epoch') AS at, outcome,
          count(*) AS answers
        FROM cxone_pushes WHERE answered_at >= ? AND answered_at < ? GROUP BY 1, 2""",
        row ->
            new Plot.Point(Store.time(row, "at"), row.getString("outcome"), row.getLong("answers")),
        step.toSeconds() + " seconds",
        window.from(),
        window.to());
  }

  private List<Group> groups(Window window) {
    return store.list(
        """
        SELECT kind, outcome, status, count(*) AS answers,
          percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms) AS p95
        FROM cxone_pushes WHERE answered_at >= ? AND answered_at < ?
        GROUP BY 1, 2, 3 ORDER BY answers DESC""",
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

  private List<Answer> latest(Window window) {
    return answers(
        "WHERE answered_at >= ? AND answered_at < ? ORDER BY answered_at DESC LIMIT " + MAX_ANSWERS,
        window.from(),
        window.to());
  }

  private List<Answer> ofKey(String key) {
    return answers("WHERE key = ? ORDER BY answered_at DESC LIMIT " + MAX_ANSWERS, key);
  }

  private List<Answer> answers(String where, Object... parameters) {
    return store.list(
        """
        SELECT answered_at, kind, key, outcome, status, attempts, latency_ms, error
        FROM cxone_pushes\s"""
            + where,
        row ->
            new Answer(
                Store.time(row, "answered_at"),
                row.getString("kind"),
                NumberMasking.MASKED.in(row.getString("key")),
                row.getString("outcome"),
                row.getInt("status"),
                row.getInt("attempts"),
                row.getLong("latency_ms"),
                masked(row.getString("error"))),
        parameters);
  }

  private static String masked(@Nullable String text) {
    return text == null ? "" : NumberMasking.MASKED.in(text);
  }
}
