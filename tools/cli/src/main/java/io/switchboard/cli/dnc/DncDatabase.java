package io.switchboard.cli.dnc;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.replay.consent.DecisionRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the tables of consent. Errors quote no numbers. */
final class DncDatabase implements AutoCloseable {
  private static final String DECISIONS = "SELECT " + DecisionRow.COLUMNS + " FROM dnc_decisions ";
  private static final int ROWS_AT_ONCE = 5_000;

  private final Connection connection;

  private DncDatabase(Connection connection) {
    this.connection = connection;
  }

  /** Work on the database. */
  interface Work<T> {
    T on(DncDatabase database) throws SQLException;
  }

  /** Receives rows one by one. */
  interface Visitor<T> {
    void visit(T row) throws SQLException;
  }

  static <T> T with(DeploymentOptions deployment, Work<T> work) {
    var settings = deployment.database();
    try (var database = new DncDatabase(settings.connect("dnc"))) {
      return work.on(database);
    } catch (SQLException e) {
      throw new CommandFailure("cannot read " + settings + " (SQLSTATE " + e.getSQLState() + ")");
    }
  }

  Connection connection() {
    return connection;
  }

  List<DncDecision> chain(String key) throws SQLException {
    var chain = new ArrayList<DncDecision>();
    try (var select =
        connection.prepareStatement(DECISIONS + "WHERE phone_number = ? ORDER BY chain_length")) {
      select.setString(1, key);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          chain.add(DecisionRow.read(rows));
        }
      }
    }
    return chain;
  }

  /** The decision at a place of a chain. */
  Optional<DncDecision> decision(String key, long place) throws SQLException {
    try (var select =
        connection.prepareStatement(DECISIONS + "WHERE phone_number = ? AND chain_length = ?")) {
      select.setString(1, key);
      select.setLong(2, place);
      try (var rows = select.executeQuery()) {
        return rows.next() ? Optional.of(DecisionRow.read(rows)) : Optional.empty();
      }
    }
  }

  boolean isRegistered(String key) throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT 1 FROM dnc_registry WHERE phone_number = ?")) {
      select.setString(1, key);
      try (var rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** The registry's state of every number. */
  Map<String, ChainVerification.Registered> registered() throws SQLException {
    var registered = new HashMap<String, ChainVerification.Registered>();
    eachRegistration(
        row ->
            registered.put(
                row.getString("phone_number"),
                new ChainVerification.Registered(
                    row.getLong("chain_length"),
                    row.getString("chain_head"),
                    row.getBoolean("do_not_call"))));
    return registered;
  }

  /** All decisions, chain by chain in order, read in pieces. */
  void eachDecision(Visitor<DncDecision> visitor) throws SQLException {
    connection.setAutoCommit(false); // otherwise the driver reads everything at once
    try (var select =
        connection.prepareStatement(DECISIONS + "ORDER BY phone_number, chain_length")) {
      select.setFetchSize(ROWS_AT_ONCE);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          visitor.visit(DecisionRow.read(rows));
        }
      }
    }
  }

  void eachRegistration(Visitor<ResultSet> visitor) throws SQLException {
    connection.setAutoCommit(false);
    try (var select =
        connection.prepareStatement("SELECT * FROM dnc_registry ORDER BY phone_number")) {
      select.setFetchSize(ROWS_AT_ONCE);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          visitor.visit(rows);
        }
      }
    }
  }

  /** Keys whose newest decision is unresolved. */
  List<DncDecision> unresolved() throws SQLException {
    var found = new ArrayList<DncDecision>();
    try (var select =
            connection.prepareStatement(
                DECISIONS
                    + """
                d WHERE (phone_number LIKE 'contact:%' OR phone_number LIKE 'call:%')
                AND kind = 'unresolved' AND NOT EXISTS (SELECT 1 FROM dnc_decisions n
                  WHERE n.phone_number = d.phone_number AND n.kind = 'applied'
                  AND n.chain_length > d.chain_length)
                ORDER BY received_at""");
        var rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(DecisionRow.read(rows));
      }
    }
    return found;
  }

  /** CXone's final answers about a number, oldest first. */
  List<Push> pushes(Collection<String> keys) throws SQLException {
    var pushes = new ArrayList<Push>();
    try (var select =
        connection.prepareStatement(
            """
            SELECT event_id, outcome, status, answered_at FROM cxone_pushes
            WHERE kind = 'outbound' AND key = ANY (?) ORDER BY answered_at""")) {
      select.setArray(1, connection.createArrayOf("text", keys.toArray()));
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          pushes.add(
              new Push(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getInt(3),
                  rows.getTimestamp(4).toInstant()));
        }
      }
    }
    return pushes;
  }

  /** One final answer of CXone. */
  record Push(String eventId, String outcome, int status, Instant answeredAt) {}

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
