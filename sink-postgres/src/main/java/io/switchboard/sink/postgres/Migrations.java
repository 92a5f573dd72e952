package io.switchboard.sink.postgres;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the database's tables up to this version; the history is in {@code schema_versions}. */
public final class Migrations {
  private Migrations() {}

  /**
   * Migrates. Several services may do so at once: the first one works, the others wait.
   *
   * @throws SQLException when the database cannot be reached; worth another attempt
   * @throws FlywayException when a migration fails or an applied one was changed
   */
  public static void apply(Database database) throws SQLException {
    // asked first, so that an unreachable database is told from a broken migration
    database.connect().close();
    var settings = database.settings();
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
        .table("schema_versions")
        .locations("classpath:db/migration")
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .load()
        .migrate();
  }
}
