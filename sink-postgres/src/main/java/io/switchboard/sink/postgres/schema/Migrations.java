package io.switchboard.sink.postgres.schema;

import io.switchboard.contract.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Migrates the database to this version; the history is in {@code schema_versions}. */
public final class Migrations {
  private static final int CONNECT_SECONDS = 5;

  /** An index on a large table takes longer than an administrator may allow the role. */
  private static final String NO_TIMEOUTS =
      """
      SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN
      ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')\
      """;

  private Migrations() {}

  /**
   * Migrates. Several services may do so concurrently: the first one migrates, the others wait.
   *
   * @throws SQLException when the database cannot be reached; another attempt may succeed
   * @throws FlywayException when a migration fails or an applied one was changed
   */
  public static void apply(Database database) throws SQLException {
    apply(database, "latest");
  }

  /** Migrates to a version, for tests of later migrations. */
  static void apply(Database database, String target) throws SQLException {
    // first, to distinguish an unreachable database from a broken migration
    database.connect().close();
    flyway(database, target).migrate();
  }

  /**
   * The schema of a database against this version.
   *
   * @param current the newest applied version; empty before the first migration
   * @param pending versions of this build that are not applied
   * @param problems migrations that failed, or that differ from this build; one text each
   */
  public record MigrationStatus(String current, List<String> pending, List<String> problems) {}

  /** Compares a database with this version; changes nothing. */
  public static MigrationStatus status(Database database) throws SQLException {
    database.connect().close();
    var flyway = flyway(database, "latest");
    var info = flyway.info();
    var current = info.current();
    return new MigrationStatus(
        current == null ? "" : String.valueOf(current.getVersion()),
        Arrays.stream(info.pending())
            .map(pending -> "V" + pending.getVersion() + " " + pending.getDescription())
            .toList(),
        Stream.of(info.all()).flatMap(each -> problem(each).stream()).toList());
  }

  private static Optional<String> problem(MigrationInfo migration) {
    var state = migration.getState();
    var name = "V" + migration.getVersion();
    if (state.isFailed()) {
      return Optional.of(name + " has failed");
    }
    if (state.isApplied() && !state.isResolved()) {
      return Optional.of(name + " is applied, but this version does not have it");
    }
    return state.isApplied() && !migration.isChecksumMatching()
        ? Optional.of(name + " was changed after it was applied")
        : Optional.empty();
  }

  private static Flyway flyway(Database database, String target) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source(database.settings()))
        .table("schema_versions")
        .target(target)
        .locations("classpath:db/migration")
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .load();
  }

  /** Connects within the timeout; a statement may take long, for an index on a large table. */
  private static DataSource source(DatabaseSettings settings) {
    var source = new WithoutTimeouts();
    source.setUrl(settings.jdbcUrl());
    source.setUser(settings.user());
    source.setPassword(settings.password());
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS * 2);
    source.setTcpKeepAlive(true);
    source.setPrepareThreshold(0);
    if (settings.addresses().size() > 1) {
      source.setTargetServerType("primary");
    }
    source.setLogServerErrorDetail(false);
    return source;
  }

  /** Opens connections whose statements may take any time, whatever the server's default is. */
  private static final class WithoutTimeouts extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password)
        throws SQLException {
      var connection = super.getConnection(user, password);
      try (var statement = connection.createStatement()) {
        statement.execute(NO_TIMEOUTS);
        return connection;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    }
  }
}
