package io.switchboard.sink.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.Environment;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.FreePorts;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  /** After a fail-over the host that stands first may be the one that cannot be written to. */
  @Test
  void shouldWriteToTheHostOfSeveralThatIsThePrimary(@TempDir Path directory) throws Exception {
    var name = "primary_" + Long.toString(System.nanoTime(), 36);
    var primary = EmbeddedDatabase.shared().database(name);
    try (var other = EmbeddedDatabase.start(directory.resolve("postgres"), FreePorts.next())) {
      var standby = other.database(name);
      execute(standby, "alter database " + name + " set default_transaction_read_only = on");
      var both =
          primary.replace(
              "@127.0.0.1", "@127.0.0.1:" + URI.create(standby).getPort() + ",127.0.0.1");

      Migrations.apply(new Database(DatabaseSettings.parse(both), "test"));
      var written = execute(both, "create table written ()");

      assertThat(written).isTrue();
    }
  }

  @Test
  void shouldLogInAsTheFileSaysNow(@TempDir Path directory) throws Exception {
    var name = "rotated_" + Long.toString(System.nanoTime(), 36);
    var url = EmbeddedDatabase.shared().database(name);
    execute(url, "create role " + name + " login password 'new'");
    var file = Files.writeString(directory.resolve("database-url"), url);
    var settings =
        DatabaseSettings.read(new Environment(Map.of("DATABASE_URL_FILE", file.toString())));
    var database = new Database(settings, "test");

    Files.writeString(file, url.replaceFirst("//[^@]*@", "//" + name + ":new@"));

    assertThat(user(database)).isEqualTo(name);
    Files.delete(file);
    assertThat(user(database)).isEqualTo("postgres"); // as at the start
  }

  private static String user(Database database) throws Exception {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select current_user")) {
      row.next();
      return row.getString(1);
    }
  }

  private static boolean execute(String url, String sql) throws Exception {
    try (var connection = new Database(DatabaseSettings.parse(url), "test").connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    }
  }
}
