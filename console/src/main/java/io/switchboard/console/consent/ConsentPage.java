package io.switchboard.console.consent;

import io.javalin.http.Context;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Views;
import io.switchboard.replay.text.NumberMasking;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /consent}: what needs a person: opt-outs whose number is not known, opt-outs that CXone
 * has not confirmed, opt-ins that were quarantined.
 */
public final class ConsentPage {
  private static final int MAX_ROWS = 200;

  private final Store store;
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

  public ConsentPage(Store store, Views views) {
    this.store = store;
    this.views = views;
  }

  /** Answers with the page. */
  public void show(Context context) {
    views.page(
        context,
        "consent.jte",
        "Consent",
        Map.of(
            "totals", totals(),
            "unresolved", unresolved(),
            "unconfirmed", unconfirmed(),
            "quarantined", quarantined()));
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

  private List<Line> unresolved() {
    return store.list(
        """
        SELECT decision_id, phone_number, effective_time, source, reason FROM dnc_decisions d
        WHERE (phone_number LIKE 'contact:%' OR phone_number LIKE 'call:%') AND kind = 'unresolved'
          AND NOT EXISTS (SELECT 1 FROM dnc_decisions n WHERE n.phone_number = d.phone_number
            AND n.kind = 'applied' AND n.chain_length > d.chain_length)
        ORDER BY received_at LIMIT ?""",
        row ->
            new Line(
                NumberMasking.MASKED.in(row.getString("phone_number")),
                link(row.getString("decision_id")),
                Store.time(row, "effective_time"),
                row.getString("source"),
                masked(row.getString("reason"))),
        MAX_ROWS);
  }

  private List<Line> quarantined() {
    return store.list(
        """
        SELECT decision_id, phone_number, effective_time, source, rule FROM dnc_decisions
        WHERE kind = 'quarantined' ORDER BY received_at DESC LIMIT ?""",
        row ->
            new Line(
                NumberMasking.MASKED.in(row.getString("phone_number")),
                link(row.getString("decision_id")),
                Store.time(row, "effective_time"),
                row.getString("source"),
                masked(row.getString("rule"))),
        MAX_ROWS);
  }

  private List<Line> unconfirmed() {
    return store.list(
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
                NumberMasking.MASKED.in(row.getString("phone_number")),
                row.getString("decision_id") == null ? "" : link(row.getString("decision_id")),
                Store.time(row, "event_time"),
                row.getString("source"),
                row.getString("outcome") == null
                    ? "waits for CXone's answer"
                    : "CXone answered "
                        + row.getInt("status")
                        + ": "
                        + masked(row.getString("error"))),
        MAX_ROWS);
  }

  private static String link(String decisionId) {
    return "/consent/decision:" + decisionId;
  }

  private static String masked(@Nullable String text) {
    return text == null ? "" : NumberMasking.MASKED.in(text);
  }
}
