package io.switchboard.cli.doctor.deployment;

import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.doctor.Check;
import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.servers.Autovacuum;
import io.switchboard.cli.doctor.rules.servers.DatabaseConfiguration;
import io.switchboard.cli.doctor.rules.servers.DatabaseMigrations;
import io.switchboard.cli.doctor.rules.servers.DatabaseRights;
import io.switchboard.cli.doctor.rules.servers.DatabaseVersion;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.sink.mapping.MappingFile;
import io.switchboard.sink.mapping.SinkMapping;
import io.switchboard.sink.postgres.schema.Database;
import io.switchboard.sink.postgres.schema.Migrations;
import io.switchboard.sink.postgres.schema.SchemaCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The checks P1 to P6: PostgreSQL. */
public final class DatabaseChecks {
  private static final String ANSWERS = "P1";

  private static final String MISSING_RIGHTS =
      """
      select p.name || ' on ' || t.table_name
      from information_schema.tables t
      cross join (values ('SELECT'), ('INSERT'), ('UPDATE')) p (name)
      where t.table_schema = current_schema() and t.table_type = 'BASE TABLE'
        and t.table_name <> 'schema_versions'
        and not (t.table_name = 'dnc_decisions' and p.name = 'UPDATE')
        and not has_table_privilege(format('%I.%I', t.table_schema, t.table_name), p.name)
      order by 1""";

  private static final String DISABLED =
      """
      select relname from pg_class
      where relnamespace = current_schema()::regnamespace
        and 'autovacuum_enabled=false' = any (reloptions) order by 1""";

  private static final String BLOATED =
      """
      select relname from pg_stat_user_tables
      where schemaname = current_schema() and n_dead_tup > greatest(100000, n_live_tup) order by 1""";

  private final DeploymentOptions deployment;
  private @Nullable DatabaseSettings settings;

  public DatabaseChecks(DeploymentOptions deployment) {
    this.deployment = deployment;
  }

  /** The checks in their order. */
  public List<Check> all() {
    return List.of(
        new Check(ANSWERS, "PostgreSQL answers", "", this::answers),
        new Check("P2", "version of PostgreSQL", ANSWERS, this::version),
        new Check("P3", "migrations and sink.yaml", ANSWERS, this::migrations),
        new Check("P4", "rights on the tables", ANSWERS, this::rights),
        new Check("P5", "autovacuum", ANSWERS, this::autovacuum),
        new Check("P6", "settings of PostgreSQL", ANSWERS, this::configuration));
  }

  private Verdict answers() {
    var known = deployment.database();
    settings = known;
    return Verdict.passed("at %s", String.join(", ", known.addresses()));
  }

  private Verdict version() throws SQLException {
    try (var connection = connect()) {
      var server = connection.getMetaData();
      return new DatabaseVersion(
              server.getDatabaseMajorVersion(), server.getDatabaseProductVersion())
          .verdict();
    }
  }

  private Verdict migrations() throws SQLException, IOException {
    var status = Migrations.status(new Database(known(), "switchboard-doctor"));
    try (var connection = connect()) {
      var mapping =
          status.pending().isEmpty()
              ? SchemaCheck.problems(connection, mapping())
              : List.<String>of(); // the missing tables would be named twice
      return new DatabaseMigrations(status.pending(), status.problems(), mapping, status.current())
          .verdict();
    }
  }

  private SinkMapping mapping() throws IOException {
    var file = deployment.environment().text("SINK_FILE");
    return file.isEmpty()
        ? MappingFile.shipped()
        : MappingFile.parse(Files.readString(Path.of(file.get())));
  }

  private Verdict rights() throws SQLException {
    try (var connection = connect()) {
      return new DatabaseRights(
              isTrue(
                  connection,
                  "select pg_is_in_recovery() or current_setting('transaction_read_only')::bool"),
              isTrue(connection, "select has_schema_privilege(current_schema(), 'CREATE')"),
              texts(connection, MISSING_RIGHTS))
          .verdict();
    }
  }

  private Verdict autovacuum() throws SQLException {
    try (var connection = connect()) {
      return new Autovacuum(
              isTrue(
                  connection,
                  "select current_setting('autovacuum')::bool and"
                      + " current_setting('track_counts')::bool"),
              texts(connection, DISABLED),
              texts(connection, BLOATED),
              Long.parseLong(
                  text(
                      connection,
                      "select age(datfrozenxid)::text from pg_database"
                          + " where datname = current_database()")))
          .verdict();
    }
  }

  private Verdict configuration() throws SQLException {
    try (var connection = connect()) {
      var values = new HashMap<String, String>();
      for (var name :
          List.of(
              "fsync",
              "full_page_writes",
              "synchronous_commit",
              "server_encoding",
              "max_connections")) {
        values.put(name, text(connection, "select current_setting('" + name + "')"));
      }
      var used = text(connection, "select sum(numbackends)::text from pg_stat_database");
      return new DatabaseConfiguration(values, Integer.parseInt(used)).verdict();
    }
  }

  private static boolean isTrue(Connection connection, String query) throws SQLException {
    return text(connection, query).equals("t");
  }

  private static String text(Connection connection, String query) throws SQLException {
    return texts(connection, query).getFirst();
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    var texts = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(String.valueOf(rows.getString(1)));
      }
    }
    return texts;
  }

  private Connection connect() throws SQLException {
    return known().connect("doctor");
  }

  private DatabaseSettings known() {
    return Objects.requireNonNull(settings, "the settings are read by check " + ANSWERS);
  }
}
