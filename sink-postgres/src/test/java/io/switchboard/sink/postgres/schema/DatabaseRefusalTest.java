package io.switchboard.sink.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.FreePorts;
import io.switchboard.sink.postgres.table.SqlFailure;
import io.switchboard.testkit.tls.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server answers, and the driver makes no connection; its words are compared in any language. */
class DatabaseRefusalTest {
  @TempDir private static Path directory;
  private static EmbeddedDatabase server;
  private static String guarded;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedDatabase.start(directory.resolve("pg"), FreePorts.next());
    guarded = server.database("refusals");
    guard(directory.resolve("pg"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sslmode=require            | SSL                         | correct sslmode and sslrootcert",
        "targetServerType=secondary | targetServerType: secondary | correct the hosts",
        "requireAuth=password       | requireAuth                 | correct user, password",
      })
  void shouldSayWhatDoesNotFitTheServer(String parameter, String what, String remedy) {
    var url = EmbeddedDatabase.shared().database("refusals") + "?" + parameter;

    var said = said(url);

    assertThat(said).contains(what, remedy).doesNotContain("does not answer");
  }

  @Test
  void shouldSayThatACertificateIsNotTrusted() {
    var url = guarded + "?sslmode=verify-ca&sslrootcert=" + directory.resolve("other.crt");

    var said = said(url);

    assertThat(said).contains("SSL", "sslrootcert of DATABASE_URL");
  }

  @Test
  void shouldSayThatAPasswordIsMissing() {
    var url = guarded.replaceFirst("//[^@]*@", "//guarded@");

    var said = said(url);

    assertThat(said).contains("SCRAM", "password and parameters of DATABASE_URL");
  }

  /** With TLS, and a user that needs a password. */
  private static void guard(Path data) throws Exception {
    var certificates =
        new Certificates(directory).selfSigned("server", "a").selfSigned("other", "b");
    Files.copy(certificates.file("server.crt"), data.resolve("server.crt"));
    Files.copy(certificates.file("server.key"), data.resolve("server.key"));
    Files.setPosixFilePermissions(
        data.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
    var rules = data.resolve("pg_hba.conf");
    Files.writeString(
        rules, "host all guarded 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
    execute(guarded, "create role guarded login password 'secret'");
    execute(guarded, "alter system set ssl = on");
    execute(guarded, "select pg_reload_conf()");
    await().ignoreExceptions().until(() -> execute(guarded + "?sslmode=require", "select"));
  }

  private static String said(String url) {
    return SqlFailure.message(
        catchThrowableOfType(SQLException.class, () -> execute(url, "select")));
  }

  private static boolean execute(String url, String sql) throws SQLException {
    try (var connection = new Database(DatabaseSettings.parse(url), "test").connect();
        var statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }
}
