package io.switchboard.cli;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.sink.postgres.schema.Database;
import io.switchboard.sink.postgres.schema.Migrations;
import io.switchboard.testkit.database.TemplateDatabase;
import java.sql.SQLException;

/** Databases with the tables of the sink. */
public final class MigratedDatabase {
  private static final TemplateDatabase TABLES =
      new TemplateDatabase("cli", MigratedDatabase::migrate);

  private MigratedDatabase() {}

  /** {@code DATABASE_URL} of a new one. */
  public static String create() throws SQLException {
    return TABLES.copy();
  }

  private static void migrate(String url) throws SQLException {
    Migrations.apply(new Database(DatabaseSettings.parse(url), "test", Database.Timeouts.DEFAULT));
  }
}
