package io.switchboard.console.overview;

import io.switchboard.console.store.Store;
import io.switchboard.console.view.Plot;
import io.switchboard.console.view.Window;
import java.util.List;

/** Decisions over time, from the rows that they left in PostgreSQL. */
public final class DecisionHistory {
  private static final List<String> SERIES =
      List.of("calls ended", "call results", "consent", "pushes");

  private final Store store;

  public DecisionHistory(Store store) {
    this.store = store;
  }

  /** Decisions of each kind in each interval of a window. */
  Plot read(Window window) {
    var step = Plot.step(window);
    var interval = step.toSeconds() + " seconds";
    var points =
        store.list(
            """
            SELECT date_bin(?::interval, ended_at, timestamptz 'epoch') AS at,
              'calls ended' AS series, count(*) AS records
            FROM ivr_outcomes WHERE ended_at >= ? AND ended_at < ? GROUP BY 1
            UNION ALL SELECT date_bin(?::interval, received_at, timestamptz 'epoch'),
              'call results', count(*)
            FROM dispositions WHERE received_at >= ? AND received_at < ? GROUP BY 1
            UNION ALL SELECT date_bin(?::interval, received_at, timestamptz 'epoch'),
              'consent', count(*)
            FROM dnc_decisions WHERE received_at >= ? AND received_at < ? GROUP BY 1
            UNION ALL SELECT date_bin(?::interval, answered_at, timestamptz 'epoch'),
              'pushes', count(*)
            FROM cxone_pushes WHERE answered_at >= ? AND answered_at < ? GROUP BY 1""",
            row ->
                new Plot.Point(
                    Store.time(row, "at"), row.getString("series"), row.getLong("records")),
            interval,
            window.from(),
            window.to(),
            interval,
            window.from(),
            window.to(),
            interval,
            window.from(),
            window.to(),
            interval,
            window.from(),
            window.to());
    return Plot.of("Decisions and pushes", window, step, SERIES, points);
  }
}
