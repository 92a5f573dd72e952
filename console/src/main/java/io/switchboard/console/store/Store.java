package io.switchboard.console.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.switchboard.contract.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads PostgreSQL for the pages: a few connections, read-only, and no statement over {@link
 * #TIMEOUT_SECONDS} s, so that no page can hold the sink back.
 */
public final class Store implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 4;
  private static final int CONNECTIONS = 4;
  private static final int CONNECT_MS = 3_000;
  private static final int ROWS_AT_ONCE = 500;

  private final HikariDataSource source;
  private volatile Instant answered = Instant.EPOCH;

  private Store(HikariDataSource source) {
    this.source = source;
  }

  /** Connects when the first page asks; the database need not be there yet. */
  public static Store of(DatabaseSettings settings) {
    var config = new HikariConfig();
    config.setJdbcUrl(settings.jdbcUrl());
    config.setCredentialsProvider( // asked for each new connection
        () -> {
          var now = settings.latest();
          return Credentials.of(now.user(), now.password());
        });
    config.setPoolName("console");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECT_MS);
    config.setInitializationFailTimeout(-1);
    config.setReadOnly(true);
    config.addDataSourceProperty("ApplicationName", "switchboard-console");
    config.addDataSourceProperty("connectTimeout", "3");
    // longer than a statement may take: it ends the wait for a server that is frozen
    config.addDataSourceProperty("socketTimeout", "5");
    // a frozen server does not take a cancel either, and the statement waits for it: 10 s otherwise
    config.addDataSourceProperty("cancelSignalTimeout", "1");
    config.addDataSourceProperty("prepareThreshold", DatabaseSettings.NEVER_NAMED);
    config.addDataSourceProperty("logServerErrorDetail", "false"); // it quotes phone numbers
    return new Store(new HikariDataSource(config));
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * The rows of a query.
   *
   * @param parameters texts, numbers, booleans, {@link Instant}s, or {@code String[]} for an array
   * @throws StoreException when the database cannot be asked
   */
  public <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) {
    var rows = new ArrayList<T>();
    each(sql, reader, rows::add, parameters);
    return rows;
  }

  /**
   * Hands over the rows of a query one by one; no more than {@value #ROWS_AT_ONCE} are in memory.
   *
   * @throws StoreException when the database cannot be asked, also in the middle of the rows
   */
  public <T> void each(String sql, RowReader<T> reader, Consumer<T> rows, Object... parameters) {
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false); // otherwise the driver reads all rows at once
      try (var statement = connection.prepareStatement(sql)) {
        statement.setFetchSize(ROWS_AT_ONCE);
        statement.setQueryTimeout(TIMEOUT_SECONDS);
        set(connection, statement, parameters);
        try (var result = statement.executeQuery()) {
          while (result.next()) {
            rows.accept(reader.read(result));
          }
        }
      }
      connection.commit();
      answered = Instant.now();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** When PostgreSQL answered last; the epoch before the first answer. */
  public Instant answered() {
    return answered;
  }

  private static void set(Connection connection, PreparedStatement statement, Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      switch (parameters[i]) {
        case Instant time ->
            statement.setObject(i + 1, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
        case String[] texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts));
        default -> statement.setObject(i + 1, parameters[i]);
      }
    }
  }

  /** A timestamptz column. */
  public static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  @Override
  public void close() {
    source.close();
  }
}
