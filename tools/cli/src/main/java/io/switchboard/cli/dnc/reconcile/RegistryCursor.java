package io.switchboard.cli.dnc.reconcile;

import io.switchboard.cli.dnc.reconcile.comparison.RegistryEntry;
import io.switchboard.contract.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Rows of PostgreSQL one by one, ascending by number; only some of them are in memory. The sort is
 * PostgreSQL's, on its own disk if need be.
 */
final class RegistryCursor<T> implements Iterator<T>, AutoCloseable {
  private static final int ROWS_AT_ONCE = 5_000;

  /** Keys that are no numbers are not pushed to CXone. */
  private static final String REGISTRY =
      """
      select phone_number, do_not_call, event_time, event_id, source, received_at
      from dnc_registry where phone_number like '+%' order by phone_number collate "C"
      """;

  /**
   * The numbers whose newest confirmed push was an opt-out. A push carries the state of the event
   * that it names.
   */
  private static final String PUSHED =
      """
      select key from (
        select distinct on (p.key collate "C") p.key, coalesce(
          (select d.event_name = 'optOut' from dnc_decisions d
           where d.phone_number = p.key and d.event_id = p.event_id limit 1),
          (select r.do_not_call from dnc_registry r
           where r.phone_number = p.key and r.event_id = p.event_id),
          false) as blocked
        from cxone_pushes p where p.kind = 'outbound' and p.outcome = 'confirmed'
        order by p.key collate "C", p.answered_at desc) newest
      where blocked order by key collate "C"
      """;

  private static final String SUPPRESSED =
      "select phone_number from dnc_registry where do_not_call and phone_number = any (?)";

  /** Reads the row under the cursor. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Statement statement;
  private final ResultSet rows;
  private final RowReader<T> reader;
  private boolean more;

  private RegistryCursor(DatabaseSettings database, String query, RowReader<T> reader)
      throws SQLException {
    this.reader = reader;
    this.connection = database.connect("reconcile");
    try {
      connection.setAutoCommit(false); // otherwise the driver reads everything at once
      statement = connection.createStatement();
      statement.setFetchSize(ROWS_AT_ONCE);
      rows = statement.executeQuery(query);
      more = rows.next();
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The registry. */
  static RegistryCursor<RegistryEntry> registry(DatabaseSettings database) throws SQLException {
    return new RegistryCursor<>(
        database,
        REGISTRY,
        row ->
            new RegistryEntry(
                row.getString(1),
                row.getBoolean(2),
                row.getTimestamp(3).toInstant(),
                row.getString(4),
                row.getString(5),
                row.getTimestamp(6).toInstant()));
  }

  /** What CXone blocks, by its answers to pushes. */
  static RegistryCursor<String> pushed(DatabaseSettings database) throws SQLException {
    return new RegistryCursor<>(database, PUSHED, row -> row.getString(1));
  }

  /** Those of these numbers that the registry suppresses. */
  static Set<String> suppressed(DatabaseSettings database, Collection<String> numbers)
      throws SQLException {
    try (var connection = database.connect("reconcile");
        var select = connection.prepareStatement(SUPPRESSED)) {
      select.setArray(1, connection.createArrayOf("text", numbers.toArray()));
      var suppressed = new HashSet<String>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          suppressed.add(rows.getString(1));
        }
      }
      return suppressed;
    }
  }

  @Override
  public boolean hasNext() {
    return more;
  }

  @Override
  public T next() {
    if (!more) {
      throw new NoSuchElementException();
    }
    try {
      var value = reader.read(rows);
      more = rows.next();
      return value;
    } catch (SQLException e) {
      throw new IllegalStateException(
          "PostgreSQL does not continue, SQLSTATE " + e.getSQLState()); // no cause: it has values
    }
  }

  @Override
  public void close() throws SQLException {
    statement.close();
    connection.close();
  }
}
