package io.switchboard.testkit.database;

import io.switchboard.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database whose login is in a file and is replaced, as operators do who change a password. */
public final class RotatedLogin {
  private final String database = "rotated_" + Long.toString(System.nanoTime(), 36);
  private final String url = EmbeddedDatabase.shared().database(database);
  private final Path file;
  private int number = 1;

  /** Creates the database and its first login, which may read all tables. */
  public RotatedLogin(Path directory) throws SQLException, IOException {
    file = directory.resolve("database-url");
    create();
  }

  /** Of {@code DATABASE_URL_FILE}. */
  public Path file() {
    return file;
  }

  /** The user of the login that is valid now. */
  public String user() {
    return database + "_" + number;
  }

  /** Creates another login, writes the file, locks the old login and ends its connections. */
  public void rotate() throws SQLException, IOException {
    var old = user();
    number++;
    create();
    execute("alter role " + old + " nologin");
    execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = '" + old + "'");
  }

  private void create() throws SQLException, IOException {
    execute("create role " + user() + " login password 'secret'");
    execute("grant pg_read_all_data to " + user());
    Files.writeString(file, url.replaceFirst("//[^@]*@", "//" + user() + ":secret@"));
  }

  /** Executes a statement as the superuser. */
  public void execute(String sql) throws SQLException {
    try (var connection = superuser();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection superuser() throws SQLException {
    var address = url.substring(url.indexOf('@') + 1);
    return DriverManager.getConnection("jdbc:postgresql://" + address, "postgres", "postgres");
  }
}
