package io.switchboard.console.consent;

import io.javalin.http.Context;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.export.Exports;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Views;
import io.switchboard.replay.text.NumberMasking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code /consent}: what needs a person: opt-outs whose number is not known, opt-outs that CXone
 * has not confirmed, opt-ins that were quarantined.
 */
public final class ConsentPage {
  /** How many cases of one kind the page lists; the export has all. */
  public static final int MAX_ROWS = 200;

  private final Store store;
  private final Exports exports;
  private final Views views;

  /** The registry in figures. */
  public record Totals(long numbers, long doNotCall, long unreadable) {}

  /**
   * One decision of the lists.
   *
   * @param link the address of the chain: by decision, so that no address holds a number
   */
  public record Line(
      String number, String link, Instant effectiveTime, String source, String detail) {}

  public ConsentPage(Store store, Exports exports, Views views) {
    this.store = store;
    this.exports = exports;
    this.views = views;
  }

  /** Answers with the page. */
  public void show(Context context) {
    if (Exports.isAsked(context)) {
      exports.answer(context, tables());
      return;
    }
    views.page(context, "consent.jte", "Consent", model());
  }

  private Map<String, Object> model() {
    return Map.of(
        "totals", totals(),
        "unresolved", newest(this::unresolved),
        "unconfirmed", newest(this::unconfirmed),
        "quarantined", newest(this::quarantined));
  }

  /** A list that can be read in part or whole. */
  @FunctionalInterface
  private interface Lines {
    void each(long atMost, NumberMasking numbers, Consumer<Line> line);
  }

  private static List<Line> newest(Lines lines) {
    var read = new ArrayList<Line>();
    lines.each(MAX_ROWS, NumberMasking.MASKED, read::add);
    return read;
  }

  private List<ExportTable<?>> tables() {
    return List.of(
        table("unresolved", this::unresolved),
        table("unconfirmed", this::unconfirmed),
        table("quarantined", this::quarantined),
        new ExportTable<>("heads", HEADS, this::heads));
  }

  private static ExportTable<Line> table(String name, Lines lines) {
    return new ExportTable<>(
        name, LINES, (numbers, row) -> lines.each(Long.MAX_VALUE, numbers, row));
  }

  private static final List<Column<Line>> LINES =
      List.of(
          new Column<>("phoneNumber", Line::number),
          new Column<>("effectiveTime", Line::effectiveTime),
          new Column<>("source", Line::source),
          new Column<>("detail", Line::detail));

  /** The newest decision of a number: its hash stands for the whole chain. */
  private record Head(String number, long length, String hash) {}

  /** The columns that {@code dnc verify --heads} reads. */
  private static final List<Column<Head>> HEADS =
      List.of(
          new Column<>("phoneNumber", Head::number),
          new Column<>("chainLength", Head::length),
          new Column<>("chainHead", Head::hash));

  private void heads(NumberMasking numbers, Consumer<Head> heads) {
    store.each(
        """
        SELECT DISTINCT ON (phone_number) phone_number, chain_length, hash FROM dnc_decisions
        ORDER BY phone_number DESC, chain_length DESC""",
        row ->
            new Head(
                numbers.in(row.getString("phone_number")),
                row.getLong("chain_length"),
                row.getString("hash")),
        heads);
  }

  private Totals totals() {
    return store
        .list(
            """
            SELECT count(*) AS numbers, count(*) FILTER (WHERE do_not_call) AS do_not_call,
              count(*) FILTER (WHERE phone_number LIKE 'raw:%') AS unreadable
            FROM dnc_registry""",
            row ->
                new Totals(
                    row.getLong("numbers"), row.getLong("do_not_call"), row.getLong("unreadable")))
        .getFirst();
  }

  private void unresolved(long atMost, NumberMasking numbers, Consumer<Line> lines) {
    store.each(
        """
        SELECT decision_id, phone_number, effective_time, source, reason FROM dnc_decisions d
        WHERE (phone_number LIKE 'contact:%' OR phone_number LIKE 'call:%') AND kind = 'unresolved'
          AND NOT EXISTS (SELECT 1 FROM dnc_decisions n WHERE n.phone_number = d.phone_number
            AND n.kind = 'applied' AND n.chain_length > d.chain_length)
        ORDER BY received_at LIMIT ?""",
        row ->
            new Line(
                numbers.in(row.getString("phone_number")),
                link(row.getString("decision_id")),
                Store.time(row, "effective_time"),
                row.getString("source"),
                shown(row.getString("reason"), numbers)),
        lines,
        atMost);
  }

  private void quarantined(long atMost, NumberMasking numbers, Consumer<Line> lines) {
    store.each(
        """
        SELECT decision_id, phone_number, effective_time, source, rule FROM dnc_decisions
        WHERE kind = 'quarantined' ORDER BY received_at DESC LIMIT ?""",
        row ->
            new Line(
                numbers.in(row.getString("phone_number")),
                link(row.getString("decision_id")),
                Store.time(row, "effective_time"),
                row.getString("source"),
                shown(row.getString("rule"), numbers)),
        lines,
        atMost);
  }

  private void unconfirmed(long atMost, NumberMasking numbers, Consumer<Line> lines) {
    store.each(
        """
        SELECT r.phone_number, r.event_time, r.source, p.outcome, p.status, p.error,
          (SELECT d.decision_id FROM dnc_decisions d WHERE d.phone_number = r.phone_number
             AND d.chain_length = r.chain_length) AS decision_id
        FROM dnc_registry r LEFT JOIN LATERAL (
          SELECT outcome, status, error FROM cxone_pushes p
          WHERE p.key = r.phone_number AND p.event_id = r.event_id AND p.kind = 'outbound'
          ORDER BY answered_at DESC LIMIT 1) p ON true
        WHERE r.do_not_call AND r.phone_number LIKE '+%' AND p.outcome IS DISTINCT FROM 'confirmed'
        ORDER BY r.event_time LIMIT ?""",
        row ->
            new Line(
                numbers.in(row.getString("phone_number")),
                row.getString("decision_id") == null ? "" : link(row.getString("decision_id")),
                Store.time(row, "event_time"),
                row.getString("source"),
                row.getString("outcome") == null
                    ? "waits for CXone's answer"
                    : "CXone answered "
                        + row.getInt("status")
                        + ": "
                        + shown(row.getString("error"), numbers)),
        lines,
        atMost);
  }

  private static String link(String decisionId) {
    return "/consent/decision:" + decisionId;
  }

  private static String shown(@Nullable String text, NumberMasking numbers) {
    return text == null ? "" : numbers.in(text);
  }
}
