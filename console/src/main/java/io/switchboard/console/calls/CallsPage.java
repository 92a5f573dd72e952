package io.switchboard.console.calls;

import io.javalin.http.Context;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Plot;
import io.switchboard.console.view.Views;
import io.switchboard.console.view.Window;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.replay.text.NumberMasking;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /calls}: how calls ended, and where callers left the menu. */
public final class CallsPage {
  private static final List<String> OUTCOMES =
      Arrays.stream(Outcome.values()).map(Outcome::wireName).toList();
  private static final int MAX_CALLS = 50;

  private final Store store;
  private final Views views;

  /** How calls ended at one node of the menu. */
  public record Exit(String node, String outcome, String reason, long count, double share) {}

  /** How many calls visited a node. */
  public record Visit(String node, long calls, double share) {}

  /** One call that is over. */
  public record Call(
      String callId,
      Instant endedAt,
      String outcome,
      String reason,
      String path,
      long seconds,
      String tier) {}

  public CallsPage(Store store, Views views) {
    this.store = store;
    this.views = views;
  }

  /** Answers with the page. */
  public void show(Context context) {
    var window = Window.of(context);
    var calls = count(window);
    views.page(
        context,
        "calls.jte",
        "Calls",
        Map.of(
            "window", window,
            "count", calls,
            "plot", plot(window),
            "visits", visits(window, calls),
            "exits", exits(window, calls),
            "calls", latest(window)));
  }

  private Plot plot(Window window) {
    var step = Plot.step(window);
    return Plot.of("Calls by outcome", window, step, OUTCOMES, counts(window, step));
  }

  private long count(Window window) {
    return store
        .list(
            "SELECT count(*) FROM ivr_outcomes WHERE ended_at >= ? AND ended_at < ?",
            row -> row.getLong(1),
            window.from(),
            window.to())
        .getFirst();
  }

  private List<Plot.Point> counts(Window window, Duration step) {
    return store.list(
        """
        SELECT date_bin(?::interval, ended_at, timestamptz 'epoch') AS at, outcome,
          count(*) AS calls
        FROM ivr_outcomes WHERE ended_at >= ? AND ended_at < ? GROUP BY 1, 2""",
        row ->
            new Plot.Point(Store.time(row, "at"), row.getString("outcome"), row.getLong("calls")),
        step.toSeconds() + " seconds",
        window.from(),
        window.to());
  }

  private List<Visit> visits(Window window, long calls) {
    return store.list(
        """
        SELECT node, count(DISTINCT call_id) AS calls
        FROM ivr_outcomes, jsonb_array_elements_text(nodes) AS node
        WHERE ended_at >= ? AND ended_at < ? GROUP BY 1 ORDER BY 2 DESC, 1""",
        row ->
            new Visit(
                row.getString("node"), row.getLong("calls"), share(row.getLong("calls"), calls)),
        window.from(),
        window.to());
  }

  private List<Exit> exits(Window window, long calls) {
    return store.list(
        """
        SELECT coalesce(nodes ->> -1, '') AS node, outcome, reason, count(*) AS calls
        FROM ivr_outcomes WHERE ended_at >= ? AND ended_at < ?
        GROUP BY 1, 2, 3 ORDER BY calls DESC, 1 LIMIT 40""",
        row ->
            new Exit(
                row.getString("node"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getLong("calls"),
                share(row.getLong("calls"), calls)),
        window.from(),
        window.to());
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }

  private List<Call> latest(Window window) {
    return store.list(
        """
        SELECT call_id, ended_at, outcome, reason, path, duration_ms, tier FROM ivr_outcomes
        WHERE ended_at >= ? AND ended_at < ? ORDER BY ended_at DESC LIMIT ?""",
        row ->
            new Call(
                row.getString("call_id"),
                Store.time(row, "ended_at"),
                row.getString("outcome"),
                row.getString("reason"),
                NumberMasking.MASKED.in(row.getString("path")),
                row.getLong("duration_ms") / 1_000,
                text(row.getString("tier"))),
        window.from(),
        window.to(),
        MAX_CALLS);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
