package io.switchboard.replay.consent;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.event.dnc.DncSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/** A row of {@code dnc_decisions}. */
public final class DecisionRow {
  /** The columns that {@link #read} needs. */
  public static final String COLUMNS =
      """
      decision_id, event_id, phone_number, kind, event_name, event_time, effective_time,
        received_at, source, do_not_call, rule, metadata_version, entered_by, reason,
        chain_length, previous_hash, hash""";

  private DecisionRow() {}

  /**
   * The decision of a row.
   *
   * @throws IllegalArgumentException when a word of it is not known to this version
   */
  public static DncDecision read(ResultSet row) throws SQLException {
    return new DncDecision(
        row.getString("decision_id"),
        row.getString("event_id"),
        row.getString("phone_number"),
        DncDecisionKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("event_name").equals("optOut") ? Consent.OPT_OUT : Consent.OPT_IN,
        time(row, "event_time"),
        time(row, "effective_time"),
        time(row, "received_at"),
        DncSource.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
        row.getBoolean("do_not_call"),
        row.getString("rule"),
        row.getString("metadata_version"),
        row.getString("entered_by"),
        row.getString("reason"),
        row.getLong("chain_length"),
        row.getString("previous_hash"),
        row.getString("hash"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
