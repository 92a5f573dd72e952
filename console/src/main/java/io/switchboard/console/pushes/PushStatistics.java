package io.switchboard.console.pushes;

import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.store.CountsOverTime;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Plot;
import io.switchboard.console.view.Window;
import java.util.List;

/**
 * All answers of CXone in a window, counted. PostgreSQL reads each row of the window for it: the
 * page asks for this part by itself.
 */
public final class PushStatistics {
  static final String BUSIEST_SECONDS = "busiest-seconds";
  static final String OVER_TIME = "answers-over-time";

  private static final List<String> SERIES = List.of("confirmed", "dead_lettered");
  private static final CountsOverTime BY_OUTCOME =
      new CountsOverTime("cxone_pushes", "answered_at", "outcome");
  private static final String BUSIEST = "requests in one second";

  private final Store store;
  private final int rateLimit;

  /** Answers of one kind and status in the window. */
  public record Group(String kind, String outcome, int status, long count, long latencyP95) {}

  PushStatistics(Store store, int rateLimit) {
    this.store = store;
    this.rateLimit = rateLimit;
  }

  Plot outcomes(Window window) {
    return BY_OUTCOME.plot(store, "Final answers of CXone", window, SERIES);
  }

  /**
   * The busiest second of each interval, beside what CXone allows. A batch of numbers is one
   * request with one answer each, all of the same instant. The index delivers the instants in
   * order, so that PostgreSQL neither sorts nor hashes the rows themselves.
   */
  Plot rates(Window window) {
    var step = Plot.step(window);
    var points =
        store.list(
            """
            SELECT date_bin(?::interval, second, timestamptz 'epoch') AS at, max(requests) AS most
            FROM (
              SELECT date_bin('1 second', answered_at, timestamptz 'epoch') AS second,
                sum(attempts)::bigint AS requests
              FROM (
                SELECT answered_at,
                  (coalesce(sum(attempts) FILTER (WHERE kind <> 'outbound'), 0)
                    + coalesce(max(attempts) FILTER (WHERE kind = 'outbound'), 0))::integer
                    AS attempts
                FROM cxone_pushes WHERE answered_at >= ? AND answered_at < ?
                GROUP BY answered_at) instants
              GROUP BY 1) seconds
            GROUP BY 1""",
            row -> new Plot.Point(Store.time(row, "at"), BUSIEST, row.getLong("most")),
            step.toSeconds() + " seconds",
            Plot.begin(window),
            window.to());
    return Plot.of(
            "Requests to CXone in the busiest second", window, step, List.of(BUSIEST), points)
        .withLine(Plot.LIMIT, rateLimit);
  }

  /** Sorts the different latencies, not all answers: that is how the 95th percentile is found. */
  List<Group> groups(Window window) {
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

  List<ExportTable<?>> tables(Window window) {
    return List.of(
        new ExportTable<>("by-kind", GROUPS, (_, row) -> groups(window).forEach(row)),
        Plot.table(BUSIEST_SECONDS, () -> rates(window)),
        Plot.table(OVER_TIME, () -> outcomes(window)));
  }

  private static final List<Column<Group>> GROUPS =
      List.of(
          new Column<>("kind", Group::kind),
          new Column<>("outcome", Group::outcome),
          new Column<>("status", Group::status),
          new Column<>("answers", Group::count),
          new Column<>("latencyP95Ms", Group::latencyP95));
}
