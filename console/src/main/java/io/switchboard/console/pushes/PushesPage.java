package io.switchboard.console.pushes;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.export.Exports;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Addresses;
import io.switchboard.console.view.SubmittedForms;
import io.switchboard.console.view.SubmittedForms.Submitted;
import io.switchboard.console.view.Views;
import io.switchboard.console.view.Window;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.phone.PhoneNumber;
import io.switchboard.replay.text.NumberMasking;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /pushes}: CXone's answers over time, what was refused, and one key's history. */
public final class PushesPage {
  private static final String KEY = "key";
  private static final int MAX_ANSWERS = 100;

  private final SubmittedForms<String> numbers = new SubmittedForms<>();
  private final Store store;
  private final String region;
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
   * @param region of a number without country code
   * @param rateLimit requests a second that CXone allows
   */
  public PushesPage(Store store, String region, int rateLimit, Exports exports, Views views) {
    this.store = store;
    this.region = region;
    this.statistics = new PushStatistics(store, rateLimit);
    this.exports = exports;
    this.views = views;
  }

  /** Answers with the page; {@code key} narrows it to one contact, call or number. */
  public void show(Context context) {
    var window = Window.of(context);
    var number = numbers.find(context);
    var key = number.map(Submitted::form).orElseGet(() -> text(context.queryParam(KEY)));
    if (Exports.isAsked(context)) {
      exports.answer(context, tables(window, key));
      return;
    }
    var kept =
        number
            .map(it -> Map.of(SubmittedForms.PARAMETER, it.id()))
            .orElseGet(() -> Map.of(KEY, key));
    views.page(context, "pushes.jte", "Pushes", model(window, key, kept));
  }

  /** Leads to the answers for a key; no address holds a number. */
  public void find(Context context) {
    var key = text(context.formParam(KEY));
    var query = "/pushes?" + Window.of(context).query();
    if (!isNumber(key)) {
      var encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
      context.redirect(query + "&" + KEY + "=" + encoded, HttpStatus.SEE_OTHER);
    } else {
      numbers.show(context, query, key);
    }
  }

  private boolean isNumber(String key) {
    return !PhoneNumber.readings(key, region).isEmpty();
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "").strip();
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

  private Map<String, Object> model(Window window, String key, Map<String, String> kept) {
    var answers = new ArrayList<Answer>();
    answers(window, key, MAX_ANSWERS, NumberMasking.MASKED, answers::add);
    return Map.of("window", window, "key", key, "kept", kept, "answers", answers);
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
      var keys = new ArrayList<>(List.of(key));
      if (isNumber(key)) {
        keys.addAll(DncKey.forLookup(key, region));
      }
      each(
          "WHERE key = ANY(string_to_array(?, '\n')) ORDER BY answered_at DESC LIMIT ?",
          numbers,
          answers,
          String.join("\n", keys),
          atMost);
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
