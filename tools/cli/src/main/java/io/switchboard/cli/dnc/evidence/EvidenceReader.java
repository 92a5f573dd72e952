package io.switchboard.cli.dnc.evidence;

import io.switchboard.cli.dnc.DncDatabase;
import io.switchboard.cli.dnc.DncDatabase.Push;
import io.switchboard.cli.dnc.evidence.Evidence.History;
import io.switchboard.cli.dnc.evidence.Evidence.Link;
import io.switchboard.contract.consent.DecisionChain;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.replay.consent.ConsentText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the evidence of a number from PostgreSQL, and verifies it. */
record EvidenceReader(DncDatabase database, String region) {

  /** The histories of the keys that have decisions. */
  List<History> histories(String number) throws SQLException {
    var histories = new ArrayList<History>();
    for (var key : DncDatabase.keys(number, region)) {
      var chain = database.chain(key);
      if (!chain.isEmpty()) {
        histories.add(history(key, chain, database.pushes(List.of(key))));
      }
    }
    return histories;
  }

  private History history(String key, List<DncDecision> chain, List<Push> pushes)
      throws SQLException {
    var links = new ArrayList<Link>();
    DncDecision previous = null;
    for (var decision : chain) {
      links.add(
          new Link(
              decision,
              origin(decision),
              Push.answering(decision, pushes),
              DecisionChain.fault(previous, decision)));
      previous = decision;
    }
    return new History(key, links, registryFault(key, chain.getLast()), pushes);
  }

  /** The sink writes registry and decisions one after the other: the registry may be behind. */
  private Optional<String> registryFault(String key, DncDecision newest) throws SQLException {
    if (DncKey.isUnknownNumber(key)) {
      return Optional.empty();
    }
    try (var select =
        database
            .connection()
            .prepareStatement(
                "SELECT chain_length, chain_head, do_not_call FROM dnc_registry"
                    + " WHERE phone_number = ?")) {
      select.setString(1, key);
      try (var rows = select.executeQuery()) {
        if (!rows.next()) {
          return ConsentText.changes(newest)
              ? Optional.of("the registry does not have this number")
              : Optional.empty();
        }
        return registryFault(rows, newest);
      }
    }
  }

  private static Optional<String> registryFault(ResultSet row, DncDecision newest)
      throws SQLException {
    var length = row.getLong("chain_length");
    if (length > newest.chainLength()) {
      return Optional.of("the registry is at place " + length + ": decisions are missing");
    }
    if (length == newest.chainLength() && !newest.hash().equals(row.getString("chain_head"))) {
      return Optional.of("the registry has another head at the same place");
    }
    return length == newest.chainLength() && row.getBoolean("do_not_call") != newest.doNotCall()
        ? Optional.of("the registry's state is not that of the newest decision")
        : Optional.empty();
  }

  private Map<String, String> origin(DncDecision decision) throws SQLException {
    var origin = new LinkedHashMap<String, String>();
    switch (decision.source()) {
      case IVR -> call(decision, origin);
      case DISPOSITION -> contact(decision, origin);
      case WEBHOOK, IMPORT, OPERATOR -> {}
    }
    var key = decision.phoneNumber();
    if (key.startsWith(DncKey.CALL)) {
      origin.putIfAbsent("call", key.substring(DncKey.CALL.length()));
    } else if (key.startsWith(DncKey.CONTACT)) {
      origin.putIfAbsent("contact", key.substring(DncKey.CONTACT.length()));
    }
    origin.put("event", decision.eventId());
    return origin;
  }

  /** A key press: the outcome of its call ended at the time of the event. */
  private void call(DncDecision decision, Map<String, String> origin) throws SQLException {
    each(
        """
        SELECT call_id, phone_number, path, definition FROM ivr_outcomes
        WHERE outcome = 'opted_out' AND ended_at = ?""",
        decision.eventTime(),
        row -> {
          if (isNumberOf(row.getString("phone_number"), decision)) {
            put(origin, "call", row.getString("call_id"));
            put(origin, "keys pressed, by menu choice", row.getString("path"));
            put(origin, "menu definition", row.getString("definition"));
          }
        });
  }

  private void contact(DncDecision decision, Map<String, String> origin) throws SQLException {
    each(
        """
        SELECT contact_id, phone_number, disposition_code, call_result, rule_id, rules_version,
               event_id
        FROM dispositions WHERE category = '%s' AND event_time = ?"""
            .formatted(ClassifiedDisposition.DO_NOT_CALL),
        decision.eventTime(),
        row -> {
          if (isNumberOf(row.getString("phone_number"), decision)) {
            put(origin, "contact", row.getString("contact_id"));
            put(origin, "disposition code", row.getString("disposition_code"));
            put(origin, "call result", row.getString("call_result"));
            put(
                origin,
                "rule of dispositions",
                row.getString("rule_id") + ", version " + row.getString("rules_version"));
            put(origin, "call result event", row.getString("event_id"));
          }
        });
  }

  private boolean isNumberOf(@Nullable String number, DncDecision decision) {
    return number != null && DncDatabase.keys(number, region).contains(decision.phoneNumber());
  }

  private static void put(Map<String, String> origin, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      origin.put(name, value);
    }
  }

  private interface Row {
    void visit(ResultSet row) throws SQLException;
  }

  private void each(String query, Instant time, Row visitor) throws SQLException {
    try (var select = database.connection().prepareStatement(query)) {
      select.setTimestamp(1, Timestamp.from(time));
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          visitor.visit(rows);
        }
      }
    }
  }
}
