package io.switchboard.sink.postgres.schema;

import io.switchboard.contract.settings.DatabaseSettings;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/** Migrates the database to this version; the history is in {@code schema_versions}. */
public final class Migrations {
  private static final int CONNECT_SECONDS = 5;

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
    var settings = database.settings();
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source(settings))
        .table("schema_versions")
        .target(target)
        .locations("classpath:db/migration")
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .load()
        .migrate();
  }

  /** Connects within the timeout; a statement may take long, for an index on a large table. */
  private static DataSource source(DatabaseSettings settings) {
    var source = new PGSimpleDataSource();
    source.setUrl(settings.jdbcUrl());
    source.setUser(settings.user());
    source.setPassword(settings.password());
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS * 2);
    source.setTcpKeepAlive(true);
    source.setLogServerErrorDetail(false);
    return source;
  }
}
