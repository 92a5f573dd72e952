package io.switchboard.console.pushes;

import io.javalin.http.Context;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.export.Exports;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Addresses;
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
  private static final int MAX_ANSWERS = 100;

  private final Store store;
  private final PushStatistics statistics;
  private final Exports exports;
  private final Views views;

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
    this.statistics = new PushStatistics(store, rateLimit);
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

  /** The page about the subject of an answer; none for a number, which stands in no address. */
  public static String link(Answer answer) {
    return switch (answer.kind()) {
      case "contact" -> Addresses.trace(answer.key());
      case "interaction" -> Addresses.call(answer.key());
      default -> "";
    };
  }

  private Map<String, Object> model(Window window, String key) {
    var answers = new ArrayList<Answer>();
    answers(window, key, MAX_ANSWERS, NumberMasking.MASKED, answers::add);
    return Map.of("window", window, "key", key, "answers", answers);
  }

  /** The part of the page that reads every answer of the window. */
  public void statistics(Context context) {
    var window = Window.of(context);
    views.part(
        context,
        "/pushes",
        "pushStatistics.jte",
        Map.of(
            "plots",
            List.of(
                Map.entry(PushStatistics.BUSIEST_SECONDS, statistics.rates(window)),
                Map.entry(PushStatistics.OVER_TIME, statistics.outcomes(window))),
            "groups",
            statistics.groups(window)));
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
    var tables = new ArrayList<ExportTable<?>>();
    tables.add(
        new ExportTable<>(
            "answers",
            ANSWERS,
            (numbers, row) -> answers(window, key, Long.MAX_VALUE, numbers, row)));
    tables.addAll(statistics.tables(window));
    return tables;
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
}
