package io.switchboard.cli.dnc;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.replay.consent.ConsentText;
import io.switchboard.replay.consent.DecisionRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the tables of consent. Errors quote no numbers. */
public final class DncDatabase implements AutoCloseable {
  private static final String DECISIONS = "SELECT " + DecisionRow.COLUMNS + " FROM dnc_decisions ";
  private static final int ROWS_AT_ONCE = 5_000;

  private final Connection connection;

  private DncDatabase(Connection connection) {
    this.connection = connection;
  }

  /** Work on the database. */
  public interface Work<T> {
    /** Does it; the database is closed afterwards. */
    T on(DncDatabase database) throws SQLException;
  }

  /** Receives rows one by one. */
  public interface Visitor<T> {
    /** Receives the next row. */
    void visit(T row) throws SQLException;
  }

  /**
   * Works on the database of a deployment.
   *
   * @throws CommandFailure when it cannot be read
   */
  public static <T> T with(DeploymentOptions deployment, Work<T> work) {
    var settings = deployment.database();
    try (var database = new DncDatabase(settings.connect("dnc"))) {
      return work.on(database);
    } catch (SQLException e) {
      throw new CommandFailure("cannot read " + settings + " (SQLSTATE " + e.getSQLState() + ")");
    }
  }

  /** The connection. */
  public Connection connection() {
    return connection;
  }

  /** The keys under which consent of a number may be stored; a key of the log is itself. */
  public static Set<String> keys(String number, String region) {
    var keys = new LinkedHashSet<String>();
    keys.add(number);
    if (!DncKey.isUnknownNumber(number) && !number.startsWith(DncKey.RAW)) {
      keys.addAll(DncKey.forLookup(number, region));
    }
    return keys;
  }

  /** All decisions on a key, in order. */
  public List<DncDecision> chain(String key) throws SQLException {
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
  public void eachDecision(Visitor<DncDecision> visitor) throws SQLException {
    eachRow(
        DECISIONS + "ORDER BY phone_number, chain_length",
        row -> visitor.visit(DecisionRow.read(row)));
  }

  void eachRegistration(Visitor<ResultSet> visitor) throws SQLException {
    eachRow("SELECT * FROM dnc_registry ORDER BY phone_number", visitor);
  }

  /** The rows of a query, read in pieces. */
  public void eachRow(String query, Visitor<ResultSet> visitor) throws SQLException {
    connection.setAutoCommit(false); // otherwise the driver reads everything at once
    try (var select = connection.prepareStatement(query)) {
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
  public List<Push> pushes(Collection<String> keys) throws SQLException {
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
  public record Push(String eventId, String outcome, int status, Instant answeredAt) {
    /** The answer to a decision: the first one to its event that came after its receipt. */
    public static Optional<Push> answering(DncDecision decision, List<Push> pushes) {
      return pushes.stream()
          .filter(_ -> ConsentText.changes(decision))
          .filter(push -> push.eventId().equals(decision.eventId()))
          .filter(push -> !push.answeredAt().isBefore(decision.receivedAt()))
          .findFirst();
    }

    /** Seconds from the receipt of a decision's event to this answer. */
    public double secondsAfter(DncDecision decision) {
      return Duration.between(decision.receivedAt(), answeredAt).toMillis() / 1_000.0;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
