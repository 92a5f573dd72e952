package io.switchboard.bench.lookup;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.contract.settings.DatabaseSettings;
import java.sql.SQLException;

/**
 * The minimum work of a lookup: GET in Redis and, without an opt-out there, SELECT by key in
 * PostgreSQL, over as many connections as ingress has; no HTTP, no parsing, no audit.
 */
final class BareLookup implements AutoCloseable {
  private static final String SELECT =
      "select do_not_call from dnc_registry where phone_number = ?";
  private static final int CONNECTIONS = 4;

  private final RedisClient client;
  private final StatefulRedisConnection<String, String> redis;
  private final HikariDataSource pool;
  private final DncMirror mirror;
  private final String epoch;

  BareLookup(String redisUrl, String databaseUrl, DncMirror mirror) {
    this.mirror = mirror;
    client = RedisClient.create(redisUrl);
    redis = client.connect();
    var current = redis.sync().get(mirror.epoch());
    if (current == null) {
      throw new IllegalStateException("the mirror in Redis is not built");
    }
    epoch = current;
    var settings = DatabaseSettings.parse(databaseUrl);
    var config = new HikariConfig();
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setReadOnly(true);
    pool = new HikariDataSource(config);
  }

  /** Whether this number, in E.164, is suppressed. */
  boolean doNotCall(String number) {
    var mirrored = redis.sync().get(mirror.number(epoch, number));
    if (mirrored != null
        && DncMirror.MirrorEntry.parse(mirrored)
            .filter(DncMirror.MirrorEntry::doNotCall)
            .isPresent()) {
      return true;
    }
    try (var connection = pool.getConnection();
        var select = connection.prepareStatement(SELECT)) {
      select.setString(1, number);
      try (var rows = select.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bytes that Redis needs for this number. */
  double mirrorBytes(String number) {
    var used = redis.sync().memoryUsage(mirror.number(epoch, number));
    return used == null ? 0 : used;
  }

  /** The bytes on disk that PostgreSQL needs per number of the registry, with indexes. */
  double registryBytes() {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select pg_total_relation_size('dnc_registry')::float8 / count(*) from dnc_registry")) {
      rows.next();
      return rows.getDouble(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    pool.close();
    redis.close();
    client.close();
  }
}
