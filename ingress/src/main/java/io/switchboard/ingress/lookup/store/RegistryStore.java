package io.switchboard.ingress.lookup.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.SqlState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The registry in PostgreSQL. Opens connections at the first query. */
public final class RegistryStore implements DncRegistry, AutoCloseable {
  private static final String FIND =
      """
      SELECT phone_number, do_not_call, event_time, reason
      FROM dnc_registry WHERE phone_number = ANY (?)\
      """;
  private static final String OFFSETS =
      "SELECT partition, next_offset FROM kafka_offsets WHERE consumer = ? AND topic_id = ?";
  private static final int MAX_CONNECTIONS = 4;

  /** A parameter of the connection would be refused by PgBouncer. */
  private static final int QUERY_SECONDS = 2;

  private final HikariDataSource pool;

  public RegistryStore(DatabaseSettings settings) {
    var config = new HikariConfig();
    config.setJdbcUrl(settings.jdbcUrl());
    config.setCredentialsProvider( // asked for each new connection
        () -> {
          var now = settings.latest();
          return Credentials.of(now.user(), now.password());
        });
    config.setPoolName("dnc-lookup");
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(0);
    config.setReadOnly(true);
    config.setConnectionTimeout(1_500);
    config.setValidationTimeout(1_000);
    config.setInitializationFailTimeout(-1); // PostgreSQL need not be there yet
    config.addDataSourceProperty("ApplicationName", "ingress-dnc-lookup");
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("socketTimeout", "3");
    config.addDataSourceProperty("cancelSignalTimeout", "1");
    config.addDataSourceProperty("prepareThreshold", DatabaseSettings.NEVER_NAMED);
    config.addDataSourceProperty("logServerErrorDetail", "false");
    pool = new HikariDataSource(config);
  }

  @Override
  public Finding find(Collection<String> keys) {
    try (var connection = pool.getConnection();
        var select = connection.prepareStatement(FIND)) {
      select.setQueryTimeout(QUERY_SECONDS);
      select.setArray(1, connection.createArrayOf("text", keys.toArray()));
      var found = new HashMap<String, Registered>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(
              rows.getString(1),
              new Registered(
                  rows.getBoolean(2), rows.getTimestamp(3).toInstant(), rows.getString(4)));
        }
      }
      return new Finding.Rows(found);
    } catch (SQLException e) {
      return new Finding.Unusable(SqlState.isUndefinedTable(e) ? "unbuilt" : "unreachable");
    }
  }

  /** How far a consumer has come in the topic with this id, by partition. */
  public Map<Integer, Long> offsets(String consumer, String topicId) throws SQLException {
    try (Connection connection = pool.getConnection();
        var select = connection.prepareStatement(OFFSETS)) {
      select.setQueryTimeout(QUERY_SECONDS);
      select.setString(1, consumer);
      select.setString(2, topicId);
      var offsets = new HashMap<Integer, Long>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          offsets.put(rows.getInt(1), rows.getLong(2));
        }
      }
      return offsets;
    }
  }

  /** PostgreSQL's clock. */
  public Instant time() throws SQLException {
    try (var connection = pool.getConnection();
        var select = connection.prepareStatement("SELECT clock_timestamp()")) {
      select.setQueryTimeout(QUERY_SECONDS);
      try (var row = select.executeQuery()) {
        row.next();
        return row.getTimestamp(1).toInstant();
      }
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
