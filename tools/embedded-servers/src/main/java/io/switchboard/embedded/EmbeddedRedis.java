package io.switchboard.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on the loopback address; with its append-only file a directory can be used again. It
 * has a session of its own, so that Ctrl-C at a terminal stops it last, after its clients.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration START = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 200;
  private static final Pattern BUSY = Pattern.compile("error[:=] ?26\\b"); // ETXTBSY
  private static final MemoizedSupplier<EmbeddedRedis> SHARED =
      new MemoizedSupplier<>(EmbeddedRedis::startTemporary);

  private static final int MAX_QUOTED = 2_000;

  private final PidFile pidFile;
  private final int port;

  private EmbeddedRedis(PidFile pidFile, int port) {
    this.pidFile = pidFile;
    this.port = port;
  }

  /** Starts on an existing directory; the output goes to redis.log there. */
  public static EmbeddedRedis start(Path directory, int port) {
    try {
      var redis = new EmbeddedRedis(pidFile(directory), port);
      Files.deleteIfExists(redis.pidFile.file());
      launch(
          new ProcessBuilder(command(directory, port))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log(directory).toFile()),
          EmbeddedRedis::pause);
      redis.awaitReady(directory);
      return redis;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Redis does not start on " + directory + ": " + e.getMessage(), e);
    }
  }

  /** Runs before the next attempt. */
  @FunctionalInterface
  interface BetweenAttempts {
    void run() throws IOException;
  }

  /**
   * Starts an executable that has just been written. A process that another thread starts at the
   * same time inherits the open file until it executes its program, and Linux refuses to run an
   * executable that is open for writing.
   */
  static Process launch(ProcessBuilder executable, BetweenAttempts between) throws IOException {
    for (var attempt = 1; ; attempt++) {
      try {
        return executable.start();
      } catch (IOException e) {
        if (attempt == ATTEMPTS || !BUSY.matcher(String.valueOf(e.getMessage())).find()) {
          throw e;
        }
        between.run();
      }
    }
  }

  private static List<String> command(Path directory, int port) throws IOException {
    var executable = ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
    return List.of(
        executable.getAbsolutePath(),
        "--bind",
        HOST,
        "--port",
        Integer.toString(port),
        "--dir",
        directory.toAbsolutePath().toString(),
        "--daemonize",
        "yes",
        "--logfile",
        log(directory).toAbsolutePath().toString(),
        "--pidfile",
        pidFile(directory).file().toAbsolutePath().toString(),
        "--appendonly",
        "yes",
        "--save",
        "",
        "--maxmemory-policy",
        "noeviction");
  }

  private static Path log(Path directory) {
    return directory.resolve("redis.log");
  }

  private static PidFile pidFile(Path directory) {
    return new PidFile(directory.resolve("redis.pid"), "redis-server");
  }

  /**
   * Stops the server that a killed process left running on this directory; returns its process id.
   */
  public static Optional<Long> stopOrphan(Path directory) {
    return pidFile(directory).stopOwner("TERM");
  }

  private void awaitReady(Path directory) throws IOException {
    var end = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (hasEnded() || System.nanoTime() > end) {
        close();
        var text = Files.readString(log(directory));
        throw new IOException(
            "it ended or did not answer: "
                + text.substring(Math.max(0, text.length() - MAX_QUOTED)));
      }
      pause();
    }
  }

  /** It has written its process id, and the process does not exist. */
  private boolean hasEnded() throws IOException {
    return Files.exists(pidFile.file())
        && !Files.readString(pidFile.file()).isBlank()
        && pidFile.owner().isEmpty();
  }

  private boolean answers() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(HOST, port), 500);
      socket.setSoTimeout(500);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == '+'; // +PONG; -LOADING while it reads its file
    } catch (IOException _) {
      return false; // not ready: a regular result
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Redis started", e);
    }
  }

  /** One server for all tests of this process; each test uses its own keys. */
  public static EmbeddedRedis shared() {
    return SHARED.get();
  }

  private static EmbeddedRedis startTemporary() {
    var directory = TemporaryDirectory.create("redis");
    var redis = start(directory, FreePorts.next());
    TemporaryDirectory.atExit(redis, directory);
    return redis;
  }

  /** {@code REDIS_URL}. */
  public String url() {
    return "redis://" + HOST + ":" + port;
  }

  /** The port. */
  public int port() {
    return port;
  }

  /** The server's process, to notice its end. */
  public ProcessHandle process() {
    return pidFile.owner().orElseThrow(() -> new IllegalStateException("Redis has ended"));
  }

  @Override
  public void close() {
    pidFile.stopOwner("TERM");
  }
}
