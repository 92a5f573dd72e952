package io.switchboard.console.consent;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.audit.ConsoleAudit;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Views;
import io.switchboard.contract.event.ConsoleAction;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.replay.text.NumberMasking;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /consent/{number}}: the chain of decisions on a number, with CXone's answers. The address
 * may name the number or, without revealing it, one of its decisions.
 */
public final class ChainPage {
  private static final String DECISION = "decision:";

  private final Store store;
  private final ConsoleAudit audit;
  private final Views views;
  private final String region;

  /**
   * One decision.
   *
   * @param answer what CXone said to the push of it
   */
  public record Link(
      String decisionId,
      long place,
      Instant eventTime,
      Instant receivedAt,
      String eventName,
      String source,
      String kind,
      String rule,
      String by,
      String reason,
      boolean doNotCall,
      String answer,
      String hash) {}

  /**
   * The chain of one key.
   *
   * @param openCase the decision that waits for a number; empty when none does
   */
  public record Chain(
      String key, boolean doNotCall, boolean known, String openCase, List<Link> links) {}

  public ChainPage(Store store, ConsoleAudit audit, Views views, String region) {
    this.store = store;
    this.audit = audit;
    this.views = views;
    this.region = region;
  }

  /** Finds a number that was typed in; the address that it leads to does not hold the number. */
  public void find(Context context) {
    var number = Objects.requireNonNullElse(context.formParam("number"), "").strip();
    for (var key : keys(number)) {
      var decisions =
          store.list(
              "SELECT decision_id FROM dnc_decisions WHERE phone_number = ?"
                  + " ORDER BY chain_length DESC LIMIT 1",
              row -> row.getString(1),
              key);
      if (!decisions.isEmpty()) {
        context.redirect("/consent/" + DECISION + decisions.getFirst(), HttpStatus.SEE_OTHER);
        return;
      }
    }
    throw new NotFoundResponse(
        "There is no opt-in and no opt-out of this number. It may be called as far as consent"
            + " goes.");
  }

  /** Answers with the chain, masked. */
  public void show(Context context) {
    page(context, NumberMasking.MASKED);
  }

  /** Answers with the chain and the number, after the audit has it. */
  public void reveal(Context context) {
    var chains = chains(context.pathParam("number"));
    audit.record(
        Authorization.person(context),
        ConsoleAction.ConsoleActionKind.REVEALED,
        chains.getFirst().key(),
        "the chain of decisions on this number");
    page(context, NumberMasking.REVEALED);
  }

  private void page(Context context, NumberMasking numbers) {
    var chains = chains(context.pathParam("number"));
    views.page(
        context,
        "chain.jte",
        "Consent",
        Map.of(
            "chains", chains.stream().map(chain -> shown(chain, numbers)).toList(),
            "address", context.path(),
            "revealed", numbers == NumberMasking.REVEALED));
  }

  private static Chain shown(Chain chain, NumberMasking numbers) {
    return new Chain(
        numbers.in(chain.key()), chain.doNotCall(), chain.known(), chain.openCase(), chain.links());
  }

  private List<Chain> chains(String asked) {
    var keys = asked.startsWith(DECISION) ? byDecision(asked) : List.copyOf(keys(asked));
    var chains = keys.stream().map(this::chain).filter(chain -> !chain.links().isEmpty()).toList();
    if (chains.isEmpty()) {
      throw new NotFoundResponse("There is no opt-in and no opt-out under this address.");
    }
    return chains;
  }

  private List<String> byDecision(String asked) {
    return store.list(
        "SELECT phone_number FROM dnc_decisions WHERE decision_id = ?",
        row -> row.getString(1),
        asked.substring(DECISION.length()));
  }

  private LinkedHashSet<String> keys(String number) {
    var keys = new LinkedHashSet<String>();
    keys.add(number);
    if (!DncKey.isUnknownNumber(number) && !number.startsWith(DncKey.RAW)) {
      keys.addAll(DncKey.forLookup(number, region));
    }
    return keys;
  }

  private Chain chain(String key) {
    var links =
        store.list(
            """
            SELECT d.*, p.outcome, p.status, p.answered_at
            FROM dnc_decisions d LEFT JOIN LATERAL (
              SELECT outcome, status, answered_at FROM cxone_pushes p
              WHERE p.kind = 'outbound' AND p.key = d.phone_number AND p.event_id = d.event_id
                AND p.answered_at >= d.received_at
              ORDER BY answered_at LIMIT 1) p ON true
            WHERE d.phone_number = ? ORDER BY d.chain_length""",
            row ->
                new Link(
                    row.getString("decision_id"),
                    row.getLong("chain_length"),
                    Store.time(row, "event_time"),
                    Store.time(row, "received_at"),
                    row.getString("event_name"),
                    row.getString("source"),
                    row.getString("kind"),
                    NumberMasking.MASKED.in(row.getString("rule")),
                    text(row.getString("entered_by")),
                    NumberMasking.MASKED.in(text(row.getString("reason"))),
                    row.getBoolean("do_not_call"),
                    answer(
                        row.getString("outcome"),
                        row.getInt("status"),
                        row.getString("outcome") == null
                            ? null
                            : Duration.between(
                                Store.time(row, "received_at"), Store.time(row, "answered_at")),
                        row.getString("kind")),
                    row.getString("hash")),
            key);
    var last = links.isEmpty() ? null : links.getLast();
    return new Chain(
        key,
        last != null && last.doNotCall(),
        !DncKey.isUnknownNumber(key),
        openCase(links),
        links);
  }

  private static String openCase(List<Link> links) {
    return links.stream()
        .filter(link -> link.kind().equals("unresolved"))
        .filter(
            link ->
                links.stream()
                    .noneMatch(
                        later -> later.place() > link.place() && later.kind().equals("applied")))
        .reduce((_, last) -> last)
        .map(Link::decisionId)
        .orElse("");
  }

  private static String answer(
      @Nullable String outcome, int status, @Nullable Duration after, String kind) {
    if (!kind.equals("applied") && !kind.equals("clamped")) {
      return "not pushed: it changed nothing";
    }
    return outcome == null || after == null
        ? "no answer yet"
        : String.format(
            Locale.ROOT, "%s (%d) after %.1f s", outcome, status, after.toMillis() / 1_000.0);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
