package io.switchboard.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A real PostgreSQL on the loopback address, user and password {@code postgres}. Its directory can
 * be used again, also after a kill.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final MemoizedSupplier<EmbeddedDatabase> SHARED =
      new MemoizedSupplier<>(EmbeddedDatabase::startTemporary);
  private static final String SUPERUSER = "postgres";

  /** Written into the directory once a server has started on it. */
  private static final String COMPLETE = "switchboard-complete";

  private final EmbeddedPostgres postgres;
  private final Path directory;

  private EmbeddedDatabase(EmbeddedPostgres postgres, Path directory) {
    this.postgres = postgres;
    this.directory = directory;
  }

  /** Starts on a directory that may contain an earlier run's data; committed data stay. */
  public static EmbeddedDatabase start(Path directory, int port) {
    return start(directory, port, "on");
  }

  /**
   * Why this process cannot run a PostgreSQL, and what to do: it runs as root without user
   * namespaces, or as a user without a name. Empty when it can.
   */
  public static Optional<String> problem() {
    return DatabaseUser.current().problem();
  }

  /**
   * The library's defaults lose the last commits when the machine stops, so these are always set.
   */
  private static EmbeddedDatabase start(Path directory, int port, String durable) {
    try {
      dropHalfMade(directory);
      var database =
          new EmbeddedDatabase(
              EmbeddedPostgres.builder()
                  .setServerConfig("fsync", durable)
                  .setServerConfig("synchronous_commit", durable)
                  .setDataDirectory(directory)
                  .setCleanDataDirectory(false)
                  .setRegisterShutdownHook(false)
                  .setPort(port)
                  .setPGStartupWait(Duration.ofSeconds(60))
                  .setServerConfig("listen_addresses", "127.0.0.1")
                  .setServerConfig("max_connections", "100")
                  .setServerConfig("shared_buffers", "64MB")
                  .start(),
              directory);
      Files.writeString(directory.resolve(COMPLETE), "");
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "PostgreSQL does not start on " + directory + ": " + e.getMessage(), e);
    }
  }

  /** A kill during initdb leaves files on which no server starts; they contain no data. */
  private static void dropHalfMade(Path directory) throws IOException {
    if (Files.exists(directory.resolve("PG_VERSION"))
        && !Files.exists(directory.resolve(COMPLETE))) {
      TemporaryDirectory.delete(directory);
    }
  }

  /** One server for all tests of this process; each test creates its own database. */
  public static EmbeddedDatabase shared() {
    return SHARED.get();
  }

  private static EmbeddedDatabase startTemporary() {
    var directory = TemporaryDirectory.create("postgres");
    var database = start(directory, FreePorts.next(), "off");
    TemporaryDirectory.atExit(database, directory);
    return database;
  }

  /** Creates a database if it is missing, and returns its {@code DATABASE_URL}. */
  public synchronized String database(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,50}")) {
      throw new IllegalArgumentException("not a name for a database: " + name);
    }
    try (var connection = superuser();
        var statement = connection.createStatement()) {
      var known =
          statement.executeQuery("select 1 from pg_database where datname = '" + name + "'").next();
      if (!known) {
        statement.execute("create database " + name);
      }
      return url(name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the database " + name, e);
    }
  }

  private Connection superuser() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/postgres", SUPERUSER, SUPERUSER);
  }

  /** {@code DATABASE_URL} of a database of this server. */
  public String url(String database) {
    return "postgres://" + SUPERUSER + ":" + SUPERUSER + "@127.0.0.1:" + port() + "/" + database;
  }

  /**
   * Stops the server that a killed process left running on this directory; returns its process id.
   * PostgreSQL has its own session, so the signal to a process group does not reach it.
   */
  public static Optional<Long> stopOrphan(Path directory) {
    return pidFile(directory).stopOwner("INT");
  }

  private static PidFile pidFile(Path directory) {
    return new PidFile(directory.resolve("postmaster.pid"), "postgres");
  }

  /** The server's process, to notice its end. */
  public ProcessHandle process() {
    return pidFile(directory)
        .owner()
        .orElseThrow(() -> new IllegalStateException("PostgreSQL has ended"));
  }

  /** The port. */
  public int port() {
    return postgres.getPort();
  }

  @Override
  public void close() {
    try {
      postgres.close(); // also frees the directory when the server has ended by itself
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not stop", e);
    }
    pidFile(directory)
        .owner()
        .ifPresent(
            process -> {
              throw new IllegalStateException(
                  "PostgreSQL (process " + process.pid() + ") does not stop");
            });
  }
}
