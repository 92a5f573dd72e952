package io.switchboard.cli.dnc.imports;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.dnc.registry.ConsentVersion;
import io.switchboard.dnc.registry.CurrentConsent;
import io.switchboard.dnc.registry.NumberState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the states of numbers from the registry in PostgreSQL. Errors quote no numbers. */
final class RegisteredStates {
  private static final int KEYS_AT_ONCE = 5_000;

  private RegisteredStates() {}

  /** The states of these keys; a key that is not registered is missing. */
  static Map<String, NumberState> read(DatabaseSettings database, Collection<String> keys)
      throws SQLException {
    var all = new ArrayList<>(keys);
    var states = new HashMap<String, NumberState>();
    try (var connection = database.connect("dnc");
        var select =
            connection.prepareStatement(
                """
                SELECT phone_number, do_not_call, event_time, event_id, source, received_at,
                       chain_head, chain_length
                FROM dnc_registry WHERE phone_number = ANY (?)""")) {
      for (var from = 0; from < all.size(); from += KEYS_AT_ONCE) {
        var some = all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE));
        select.setArray(1, connection.createArrayOf("text", some.toArray()));
        read(select, states);
      }
    }
    return states;
  }

  private static void read(PreparedStatement select, Map<String, NumberState> states)
      throws SQLException {
    try (var rows = select.executeQuery()) {
      while (rows.next()) {
        states.put(rows.getString("phone_number"), state(rows));
      }
    }
  }

  /** Of the newest events only the deciding one is known: a repeat of another counts as stale. */
  private static NumberState state(ResultSet row) throws SQLException {
    var version =
        new ConsentVersion(
            row.getTimestamp("event_time").toInstant(),
            row.getBoolean("do_not_call") ? Consent.OPT_OUT : Consent.OPT_IN,
            row.getString("event_id"));
    var current =
        new CurrentConsent(
            version,
            DncSource.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
            List.of(),
            row.getTimestamp("received_at").toInstant());
    return new NumberState(
        current,
        List.of(version.eventId()),
        row.getString("chain_head"),
        row.getLong("chain_length"),
        false);
  }
}
