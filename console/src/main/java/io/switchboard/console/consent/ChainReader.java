package io.switchboard.console.consent;

import io.switchboard.console.store.Store;
import io.switchboard.contract.consent.DecisionChain;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.replay.consent.ConsentText;
import io.switchboard.replay.consent.DecisionRow;
import io.switchboard.replay.text.NumberMasking;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and verifies the chain of decisions on one number. */
public final class ChainReader {
  private final Store store;

  ChainReader(Store store) {
    this.store = store;
  }

  /**
   * One decision.
   *
   * @param answer what CXone said to the push of it
   * @param fault why it does not continue the chain; empty if it does
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
      String hash,
      String fault) {}

  /**
   * The chain of one key.
   *
   * @param known whether the key is a number
   * @param openCase the decision that waits for a number; empty when none does
   * @param registry what is wrong with the registry's state of this number; empty for nothing
   */
  public record Chain(
      String key,
      boolean doNotCall,
      boolean known,
      String openCase,
      List<Link> links,
      String registry) {
    /** Whether every decision continues the one before and the registry has the newest. */
    public boolean isVerified() {
      return registry.isEmpty() && links.stream().allMatch(link -> link.fault().isEmpty());
    }

    /** The contact or call of an opt-out without a number; empty for a number. */
    public String subject() {
      return known ? "" : key.substring(key.indexOf(':') + 1);
    }

    /** The hash that stands for the whole chain. */
    public String head() {
      return links.isEmpty() ? "" : links.getLast().hash();
    }
  }

  private record Answer(Optional<String> outcome, int status, Optional<Instant> answeredAt) {}

  private record Row(DncDecision decision, Answer answer) {}

  private record Head(long length, String hash) {}

  /** The chain of a key; without links when nothing was ever decided on it. */
  Chain read(String key, NumberMasking numbers) {
    var rows = rows(key);
    var decisions = rows.stream().map(Row::decision).toList();
    var links = new ArrayList<Link>();
    DncDecision previous = null;
    for (var row : rows) {
      var fault = DecisionChain.fault(previous, row.decision()).orElse("");
      links.add(link(row, answer(row, decisions), fault, numbers));
      previous = row.decision();
    }
    return new Chain(
        numbers.in(key),
        previous != null && previous.doNotCall(),
        !DncKey.isUnknownNumber(key),
        openCase(links),
        links,
        previous == null ? "" : registry(key, previous));
  }

  private List<Row> rows(String key) {
    return store.list(
        """
        SELECT d.*, p.outcome, p.status, p.answered_at
        FROM (SELECT %s FROM dnc_decisions WHERE phone_number = ?) d LEFT JOIN LATERAL (
          SELECT outcome, status, answered_at FROM cxone_pushes p
          WHERE p.kind = 'outbound' AND p.key = d.phone_number AND p.event_id = d.event_id
            AND p.answered_at >= d.received_at
          ORDER BY answered_at LIMIT 1) p ON true
        ORDER BY d.chain_length"""
            .formatted(DecisionRow.COLUMNS),
        row -> new Row(DecisionRow.read(row), answer(row)),
        key);
  }

  private static Answer answer(ResultSet row) throws SQLException {
    var outcome = Optional.ofNullable(row.getString("outcome"));
    return new Answer(
        outcome,
        row.getInt("status"),
        outcome.isPresent() ? Optional.of(Store.time(row, "answered_at")) : Optional.empty());
  }

  /** The sink writes registry and decisions one after the other: it may be a moment behind. */
  private String registry(String key, DncDecision newest) {
    if (DncKey.isUnknownNumber(key)) {
      return "";
    }
    var heads =
        store.list(
            "SELECT chain_length, chain_head FROM dnc_registry WHERE phone_number = ?",
            row -> new Head(row.getLong("chain_length"), row.getString("chain_head")),
            key);
    if (heads.isEmpty()) {
      return ConsentText.changes(newest) ? "The registry does not have this number." : "";
    }
    var head = heads.getFirst();
    if (head.length() == newest.chainLength() && !head.hash().equals(newest.hash())) {
      return "The registry has another head at the same place.";
    }
    return head.length() > newest.chainLength()
        ? "The registry is at place " + head.length() + ": decisions are missing here."
        : "";
  }

  private static Link link(Row row, String answer, String fault, NumberMasking numbers) {
    var decision = row.decision();
    return new Link(
        decision.decisionId(),
        decision.chainLength(),
        decision.eventTime(),
        decision.receivedAt(),
        decision.eventName() == Consent.OPT_OUT ? "optOut" : "optIn",
        decision.source().wireName(),
        decision.kind().wireName(),
        numbers.in(decision.rule()),
        text(decision.by()),
        numbers.in(text(decision.reason())),
        decision.doNotCall(),
        answer,
        decision.hash(),
        fault);
  }

  private static String openCase(List<Link> links) {
    return links.stream()
        .filter(link -> link.kind().equals(DncDecisionKind.UNRESOLVED.wireName()))
        .filter(
            link ->
                links.stream()
                    .noneMatch(
                        later ->
                            later.place() > link.place()
                                && later.kind().equals(DncDecisionKind.APPLIED.wireName())))
        .reduce((_, last) -> last)
        .map(Link::decisionId)
        .orElse("");
  }

  private static String answer(Row row, List<DncDecision> chain) {
    var answer = row.answer();
    if (!ConsentText.changes(row.decision())
        || answer.outcome().isEmpty()
        || answer.answeredAt().isEmpty()) {
      return ConsentText.unanswered(row.decision(), chain);
    }
    var after = Duration.between(row.decision().receivedAt(), answer.answeredAt().get());
    return String.format(
        Locale.ROOT,
        "%s (%d) after %.1f s",
        answer.outcome().get(),
        answer.status(),
        after.toMillis() / 1_000.0);
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
