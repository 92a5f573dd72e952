package io.switchboard.console.calls;

import io.switchboard.console.store.CountsOverTime;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Plot;
import io.switchboard.console.view.Window;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.json.Json;
import io.switchboard.ivr.definition.drawing.MenuTraffic;
import io.switchboard.ivr.definition.drawing.MenuTraffic.Route;
import io.switchboard.replay.text.NumberMasking;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL knows about the calls of a window. */
public final class CallStatistics {
  private static final List<String> OUTCOMES =
      Arrays.stream(Outcome.values()).map(Outcome::wireName).toList();

  private static final CountsOverTime BY_OUTCOME =
      new CountsOverTime("ivr_outcomes", "ended_at", "outcome");

  private final Store store;

  CallStatistics(Store store) {
    this.store = store;
  }

  /** A definition that calls of the window began with. */
  record Used(String hash, long calls) {}

  /** Calls by outcome over time. */
  Plot plot(Window window) {
    return BY_OUTCOME.plot(store, "Calls by outcome", window, OUTCOMES);
  }

  /** The definitions of the window's calls, the one with most calls first. */
  List<Used> definitions(Window window) {
    return store.list(
        """
        SELECT coalesce(definition, '') AS definition, count(*) AS calls FROM ivr_outcomes
        WHERE ended_at >= ? AND ended_at < ? GROUP BY 1 ORDER BY 2 DESC, 1""",
        row -> new Used(row.getString("definition"), row.getLong("calls")),
        window.from(),
        window.to());
  }

  /** How the window's calls of one definition went through its menu. */
  MenuTraffic traffic(Window window, String definition) {
    var routes = new ArrayList<Route>();
    store.each(
        """
        SELECT nodes, outcome, count(*) AS calls FROM ivr_outcomes
        WHERE ended_at >= ? AND ended_at < ? AND definition = ? GROUP BY 1, 2""",
        row ->
            new Route(
                texts(row.getString("nodes")),
                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getLong("calls")),
        routes::add,
        window.from(),
        window.to(),
        definition);
    return MenuTraffic.of(routes);
  }

  /** Where calls ended and how, the most frequent first. */
  List<Exit> exits(Window window) {
    var exits =
        store.list(
            """
            SELECT coalesce(nodes ->> -1, '') AS node, outcome, reason, count(*) AS calls
            FROM ivr_outcomes WHERE ended_at >= ? AND ended_at < ?
            GROUP BY 1, 2, 3 ORDER BY calls DESC, 1, 2, 3""",
            row ->
                new Exit(
                    row.getString("node"),
                    row.getString("outcome"),
                    row.getString("reason"),
                    row.getLong("calls"),
                    0),
            window.from(),
            window.to());
    var all = exits.stream().mapToLong(Exit::count).sum();
    return exits.stream().map(exit -> exit.of(all)).toList();
  }

  /** How calls ended at one node of the menu. */
  public record Exit(String node, String outcome, String reason, long count, double share) {
    Exit of(long all) {
      return new Exit(node, outcome, reason, count, all == 0 ? 0 : (double) count / all);
    }
  }

  /** One call that is over. */
  public record EndedCall(
      String callId,
      Instant endedAt,
      String outcome,
      String reason,
      List<String> path,
      List<String> nodes,
      long durationMs,
      String tier,
      String source,
      String phoneNumber) {

    /** The keys that moved it. */
    public String keys() {
      return String.join(" ", path);
    }

    /** How long it was in the menu. */
    public String seconds() {
      return String.format(Locale.ROOT, "%.1f", durationMs / 1_000.0);
    }
  }

  /**
   * Which calls are wanted.
   *
   * @param node the last node; empty for any
   * @param outcome empty for any
   */
  record Choice(Window window, String node, String outcome) {}

  /** Hands over ended calls, the newest first. */
  void ended(Choice choice, long atMost, NumberMasking numbers, Consumer<EndedCall> calls) {
    store.each(
        """
        SELECT call_id, ended_at, outcome, reason, path, nodes, duration_ms, tier, source,
          phone_number
        FROM ivr_outcomes
        WHERE ended_at >= ? AND ended_at < ? AND (? = '' OR nodes ->> -1 = ?)
          AND (? = '' OR outcome = ?)
        ORDER BY ended_at DESC LIMIT ?""",
        row -> call(row, numbers),
        calls,
        choice.window().from(),
        choice.window().to(),
        choice.node(),
        choice.node(),
        choice.outcome(),
        choice.outcome(),
        atMost);
  }

  private static EndedCall call(ResultSet row, NumberMasking numbers) throws SQLException {
    return new EndedCall(
        row.getString("call_id"),
        Store.time(row, "ended_at"),
        row.getString("outcome"),
        row.getString("reason"),
        texts(row.getString("path")).stream().map(numbers::in).toList(),
        texts(row.getString("nodes")),
        row.getLong("duration_ms"),
        text(row.getString("tier")),
        text(row.getString("source")),
        numbers.in(text(row.getString("phone_number"))));
  }

  static List<String> texts(@Nullable String json) {
    try {
      var texts = new ArrayList<String>();
      Json.mapper()
          .readTree(Objects.requireNonNullElse(json, "[]"))
          .forEach(it -> texts.add(it.asText()));
      return List.copyOf(texts);
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL holds JSON in this column", e);
    }
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
