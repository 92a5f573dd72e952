package io.switchboard.replay.trace;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.consent.ConsentText;
import io.switchboard.replay.reading.LogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what the database has of a subject: its times, and the rows that the steps of its trace
 * should have. A table that has one row for each key shows the state of now, which may come from a
 * later step; its line says so.
 */
public final class TraceRows implements AutoCloseable {
  private final Connection connection;

  private TraceRows(Connection connection) {
    this.connection = connection;
  }

  /** Connects, read-only. */
  public static TraceRows of(DatabaseSettings database) throws SQLException {
    var connection = database.connect("trace");
    connection.setReadOnly(true);
    return new TraceRows(connection);
  }

  /** The times of a subject, so that a trace need not read all records. */
  public KnownTimes times(Subject subject, KafkaSettings kafka, LogReader reader)
      throws SQLException {
    return KnownTimes.read(connection, kafka, reader, subject, Instant.now());
  }

  /** Describes the row of each step. */
  public void addTo(List<TraceTree.TraceNode> nodes) throws SQLException {
    for (var node : nodes) {
      var key = node.step().key();
      var id = node.step().headers().id();
      switch (node.step().stage()) {
        case CONTACT_EVENTS ->
            row(
                node,
                "contact_records now",
                "SELECT 'sync_status ' || sync_status || ', updated_ts ' || updated_ts FROM"
                    + " contact_records WHERE id = ?",
                key);
        case IVR_OUTCOMES ->
            row(
                node,
                "ivr_outcomes",
                "SELECT outcome || ' (' || reason || ')' FROM ivr_outcomes WHERE call_id = ?",
                key);
        case CLASSIFIED ->
            row(
                node,
                "dispositions_current now",
                "SELECT category || ', revision ' || revision FROM dispositions_current WHERE"
                    + " contact_id = ?",
                key);
        case DNC_DECISIONS ->
            row(
                node,
                "dnc_decisions",
                "SELECT kind || ', place ' || chain_length || ' in the chain' FROM dnc_decisions"
                    + " WHERE decision_id = ?",
                id);
        case DNC_REGISTRY ->
            row(
                node,
                "dnc_registry now",
                "SELECT CASE WHEN do_not_call THEN '%s' ELSE '%s' END || ', place ' || chain_length"
                        .formatted(ConsentText.state(true), ConsentText.state(false))
                    + " || ' in the chain' FROM dnc_registry WHERE phone_number = ?",
                key);
        case PUSHES ->
            row(
                node,
                "cxone_pushes",
                "SELECT outcome || ', status ' || status FROM cxone_pushes WHERE push_id = ?",
                id);
        default -> {}
      }
      addTo(node.children());
    }
  }

  private void row(TraceTree.TraceNode node, String table, String query, String key)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setQueryTimeout(10);
      statement.setString(1, key);
      var found = new ArrayList<String>();
      try (var result = statement.executeQuery()) {
        while (result.next()) {
          found.add(result.getString(1));
        }
      }
      node.rows().add(table + ": " + (found.isEmpty() ? "NO ROW" : String.join("; ", found)));
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
