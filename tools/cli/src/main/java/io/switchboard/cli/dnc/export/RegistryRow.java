package io.switchboard.cli.dnc.export;

import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.Times;
import io.switchboard.replay.text.CsvLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number of the registry as a line of an export: its state, who and what decided it, when that
 * was received, and when CXone confirmed it.
 */
final class RegistryRow {
  /** The query of rows; a push confirms the deciding event, and later than its receipt. */
  static final String QUERY =
      """
      SELECT r.phone_number, r.do_not_call, r.event_time, r.source, r.reason, r.event_id,
             r.chain_length, r.chain_head, r.received_at, d.entered_by,
             d.reason AS entered_reason, p.answered_at
      FROM dnc_registry r
      LEFT JOIN LATERAL (
        SELECT entered_by, d.reason FROM dnc_decisions d
        WHERE d.phone_number = r.phone_number AND d.event_id = r.event_id
        ORDER BY chain_length LIMIT 1) d ON true
      LEFT JOIN LATERAL (
        SELECT answered_at FROM cxone_pushes p
        WHERE p.kind = 'outbound' AND p.key = r.phone_number AND p.event_id = r.event_id
          AND p.outcome = 'confirmed' AND p.answered_at >= r.received_at
        ORDER BY answered_at LIMIT 1) p ON true
      ORDER BY r.phone_number""";

  /** The columns of CSV, in order. */
  static final List<String> COLUMNS =
      List.of(
          "phone_number",
          "do_not_call",
          "event_time",
          "source",
          "reason",
          "event_id",
          "chain_length",
          "chain_head",
          "entered_by",
          "entered_reason",
          "received_at",
          "cxone_confirmed_at");

  private RegistryRow() {}

  static String csv(ResultSet row) throws SQLException {
    return CsvLine.of(
        row.getString("phone_number"),
        row.getBoolean("do_not_call"),
        time(row, "event_time"),
        row.getString("source"),
        row.getString("reason"),
        row.getString("event_id"),
        row.getLong("chain_length"),
        row.getString("chain_head"),
        row.getString("entered_by"),
        row.getString("entered_reason"),
        time(row, "received_at"),
        time(row, "answered_at"));
  }

  static String json(ResultSet row) throws SQLException {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("phoneNumber", row.getString("phone_number"));
    object.put("doNotCall", row.getBoolean("do_not_call"));
    object.put("eventTime", time(row, "event_time"));
    object.put("source", row.getString("source"));
    object.put("reason", row.getString("reason"));
    object.put("eventId", row.getString("event_id"));
    object.put("chainLength", row.getLong("chain_length"));
    object.put("chainHead", row.getString("chain_head"));
    object.put("enteredBy", row.getString("entered_by"));
    object.put("enteredReason", row.getString("entered_reason"));
    object.put("receivedAt", time(row, "received_at"));
    object.put("cxoneConfirmedAt", time(row, "answered_at"));
    try {
      return Json.mapper().writeValueAsString(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable String time(ResultSet row, String column) throws SQLException {
    var time = row.getTimestamp(column);
    return time == null ? null : Times.format(time.toInstant());
  }
}
