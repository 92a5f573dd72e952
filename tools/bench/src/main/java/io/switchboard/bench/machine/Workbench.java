package io.switchboard.bench.machine;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.EmbeddedRedis;
import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.load.LoadClient;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a run, started when a part first needs them, and a directory for all files;
 * closing it stops and deletes everything, also at Ctrl-C.
 */
public final class Workbench implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
  private static final String LOG = ".log";

  private final ServerAddresses serverAddresses;
  private final Path directory;
  private final Scope scope = new Scope();
  private volatile boolean logsStay;
  private @Nullable String kafka;
  private @Nullable ChildProcess broker;
  private @Nullable String redis;
  private @Nullable EmbeddedDatabase database;

  /** Starts nothing. */
  public Workbench(ServerAddresses serverAddresses) {
    this.serverAddresses = serverAddresses;
    try {
      directory = Files.createTempDirectory("switchboard-bench-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The scope of parts; closed with this at the latest. */
  public Scope newScope() {
    return scope.keep(new Scope());
  }

  /** A directory for files, until this is closed. */
  public Path directory() {
    return directory;
  }

  /** The addresses of servers that the bench is to use. */
  public ServerAddresses serverAddresses() {
    return serverAddresses;
  }

  /** Starts a program with the options of production; stopped with the scope. */
  public ChildProcess start(
      Scope in, String name, Class<?> main, Map<String, String> environment, String... arguments) {
    return start(in, spec(name, main, environment, arguments));
  }

  /** As above, with other options of the JVM. */
  public ChildProcess start(
      Scope in, String name, Class<?> main, List<String> options, Map<String, String> environment) {
    return start(
        in, ProcessSpec.java(main, options).named(name).environment(environment).logTo(log(name)));
  }

  /** As the first, with its standard input and output connected to this process. */
  public ChildProcess startPiped(
      Scope in, String name, Class<?> main, Map<String, String> environment, String... arguments) {
    return start(in, spec(name, main, environment, arguments).piped());
  }

  private ProcessSpec spec(
      String name, Class<?> main, Map<String, String> environment, String... arguments) {
    return ProcessSpec.java(main, ProcessSpec.PRODUCTION)
        .named(name)
        .environment(environment)
        .arguments(arguments)
        .logTo(log(name));
  }

  private static ChildProcess start(Scope in, ProcessSpec spec) {
    var process = spec.start();
    in.keep(() -> process.stop(STOP_TIMEOUT));
    return process;
  }

  /** A client for HTTP in a separate process. */
  public LoadClient client(Scope in) {
    var process = startPiped(in, "client", LoadClient.class, Map.of());
    return new LoadClient(process.input(), process.output());
  }

  /** A failure occurred: keeps the logs of the processes for analysis. */
  public Path keepLogs() {
    logsStay = true;
    return directory;
  }

  private Path log(String name) {
    return directory.resolve(name + "-" + UUID.randomUUID() + LOG);
  }

  /** {@code bootstrap.servers}. */
  public synchronized String kafka() {
    var known = kafka;
    if (known == null) {
      known = serverAddresses.kafka().orElseGet(this::startBroker);
      kafka = known;
    }
    return known;
  }

  /** The embedded broker, if there is one. */
  synchronized Optional<ChildProcess> broker() {
    return Optional.ofNullable(broker);
  }

  private String startBroker() {
    var port = FreePorts.next();
    var started =
        start(
            scope,
            "broker",
            BrokerMain.class,
            Map.of(),
            directory.resolve("broker").toString(),
            Integer.toString(port),
            Integer.toString(FreePorts.next()));
    started.awaitPort(port);
    broker = started;
    return "127.0.0.1:" + port;
  }

  /** {@code REDIS_URL}. */
  public synchronized String redis() {
    var known = redis;
    if (known == null) {
      known =
          serverAddresses
              .redis()
              .orElseGet(
                  () -> {
                    var port = FreePorts.next();
                    scope.keep(EmbeddedRedis.start(newDirectory("redis"), port));
                    return "redis://127.0.0.1:" + port;
                  });
      redis = known;
    }
    return known;
  }

  /** {@code DATABASE_URL} of a new database, dropped with the scope. */
  public synchronized String newDatabase(Scope in) {
    var name = "bench_" + UUID.randomUUID().toString().substring(0, 8);
    var existing = serverAddresses.database();
    if (existing.isPresent()) {
      var created = existing.get().replaceFirst("/[^/?]+(\\?.*)?$", "/" + name + "$1");
      execute(existing.get(), "create database " + name);
      in.keep(() -> execute(existing.get(), "drop database " + name + " with (force)"));
      return created;
    }
    var own = database;
    if (own == null) {
      own = scope.keep(EmbeddedDatabase.start(directory.resolve("postgres"), FreePorts.next()));
      database = own;
    }
    return own.database(name);
  }

  private static void execute(String url, String sql) {
    try (var connection = DatabaseSettings.parse(url).connect("bench");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the database refuses: " + sql, e);
    }
  }

  private boolean holdsLogs(Path path) {
    return path.equals(directory)
        || (directory.equals(path.getParent()) && path.toString().endsWith(LOG));
  }

  private Path newDirectory(String name) {
    try {
      return Files.createDirectory(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    scope.close();
    try {
      Directories.delete(directory, path -> !(logsStay && holdsLogs(path)));
    } catch (UncheckedIOException _) {
      // a server was still writing a file; the directory is the system's temporary one
    }
  }
}
