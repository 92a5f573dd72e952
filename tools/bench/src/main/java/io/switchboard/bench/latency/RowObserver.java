package io.switchboard.bench.latency;

import io.switchboard.contract.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a table for the rows of acknowledged events, until each is there; exact to 10 ms. */
final class RowObserver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RowObserver.class);
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(10);
  private final String query;
  private final EffectTimes times;
  private final Connection connection;
  private final Thread thread;
  private volatile boolean closed;

  RowObserver(String database, String table, String key, EffectTimes times) throws SQLException {
    this.query = "select " + key + " from " + table + " where " + key + " = any(?)";
    this.times = times;
    this.connection = DatabaseSettings.parse(database).connect("bench");
    this.thread = Thread.ofPlatform().daemon().name("observe-" + table).start(this::ask);
  }

  private void ask() {
    try (var statement = connection.prepareStatement(query)) {
      while (!closed) {
        var outstanding = times.outstanding().toArray(String[]::new);
        if (outstanding.length > 0) {
          statement.setArray(1, connection.createArrayOf("text", outstanding));
          try (var rows = statement.executeQuery()) {
            var now = System.nanoTime();
            while (rows.next()) {
              times.seen(rows.getString(1), now);
            }
          }
        }
        LockSupport.parkNanos(INTERVAL);
      }
    } catch (SQLException e) { // the part fails, because its rows are not seen
      LOG.error("{} cannot be executed; no more rows are observed", query, e);
    }
  }

  @Override
  public void close() throws InterruptedException, SQLException {
    closed = true;
    thread.join();
    connection.close();
  }
}
