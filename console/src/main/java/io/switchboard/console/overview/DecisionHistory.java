package io.switchboard.console.overview;

import io.switchboard.console.store.CountsOverTime;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Plot;
import io.switchboard.console.view.Window;
import java.util.ArrayList;
import java.util.List;

/** Decisions over time, from the rows that they left in PostgreSQL. */
public final class DecisionHistory {
  private static final List<String> SERIES =
      List.of("calls ended", "call results", "consent", "pushes");
  private static final List<CountsOverTime> COUNTS =
      List.of(
          new CountsOverTime("ivr_outcomes", "ended_at", "'calls ended'"),
          new CountsOverTime("dispositions", "received_at", "'call results'"),
          new CountsOverTime("dnc_decisions", "received_at", "'consent'"),
          new CountsOverTime("cxone_pushes", "answered_at", "'pushes'"));

  private final Store store;

  public DecisionHistory(Store store) {
    this.store = store;
  }

  /** Decisions of each kind in each interval of a window. */
  Plot read(Window window) {
    var points = new ArrayList<Plot.Point>();
    COUNTS.forEach(counts -> points.addAll(counts.points(store, window)));
    return Plot.of("Decisions and pushes", window, Plot.step(window), SERIES, points);
  }
}
