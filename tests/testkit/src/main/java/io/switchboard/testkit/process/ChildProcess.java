package io.switchboard.testkit.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A running process, started by {@link ProcessSpec#start}; {@link #close} kills it. */
public final class ChildProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
  private static final int LOG_TAIL_LINES = 15;

  private final String name;
  private final Process process;
  private final @Nullable Path log;

  ChildProcess(String name, Process process, @Nullable Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Its standard input; only of a piped process. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  /** Its standard output; only of a piped process. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its memory. */
  public ProcessMemory memory() {
    return new ProcessMemory(process.pid());
  }

  /** The memory of it and of its living descendants, shared pages counted once; in bytes. */
  public long proportionalBytesOfTree() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(ProcessHandle::isAlive)
        .mapToLong(each -> new ProcessMemory(each.pid()).proportionalBytes())
        .sum();
  }

  /** The processor time of all its threads so far; zero where the system does not report it. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Waits until {@code /readyz} on its management port answers 200. */
  public void awaitReady(int managementPort) {
    var ready = URI.create("http://127.0.0.1:" + managementPort + "/readyz");
    await(name + " is ready", START_TIMEOUT, () -> answers(ready));
  }

  /** Waits until it listens on a port of the loopback address. */
  public void awaitPort(int port) {
    await(name + " listens on port " + port, START_TIMEOUT, () -> listens(port));
  }

  /**
   * Waits for a condition while the process lives.
   *
   * @throws IllegalStateException when the process ends first, with the end of its log
   * @throws org.awaitility.core.ConditionTimeoutException after the timeout
   */
  public void await(String what, Duration timeout, BooleanSupplier condition) {
    Awaitility.await(what)
        .atMost(timeout)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL_INTERVAL)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException(
                    name + " ended with exit code " + process.exitValue() + ": " + logTail());
              }
              return condition.getAsBoolean();
            });
  }

  private static boolean answers(URI uri) {
    try {
      var connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(2_000);
      return connection.getResponseCode() == 200;
    } catch (IOException _) {
      return false; // not listening yet
    }
  }

  /** Whether a process listens on a port of the loopback address. */
  public static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      return true;
    } catch (IOException _) {
      return false; // not listening yet
    }
  }

  private String logTail() {
    if (log == null) {
      return "its output was not logged";
    }
    try {
      var lines = Files.readAllLines(log);
      var from = Math.max(0, lines.size() - LOG_TAIL_LINES);
      return String.join(System.lineSeparator(), lines.subList(from, lines.size()));
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }

  /** SIGSTOP: suspends it until {@link #resume}. */
  public void suspend() {
    signal("-STOP");
  }

  /** SIGCONT. */
  public void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      var kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill " + signal + " " + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Whether it ends within this time. */
  public boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits until it has ended; returns the exit code. */
  public int awaitExit(Duration timeout) {
    if (!endsWithin(timeout)) {
      throw new IllegalStateException(name + " still runs after " + timeout.toSeconds() + " s");
    }
    return process.exitValue();
  }

  /** Stops it within 60 s, see {@link #stop(Duration)}. */
  public int stop() {
    return stop(STOP_TIMEOUT);
  }

  /**
   * SIGTERM, also to a suspended process; waits for the end.
   *
   * @return the exit code
   * @throws IllegalStateException when it had to be killed after the timeout
   */
  public int stop(Duration timeout) {
    if (process.isAlive()) {
      signal("-CONT"); // a suspended process does not handle SIGTERM
    }
    process.destroy();
    try {
      return awaitExit(timeout);
    } catch (IllegalStateException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      kill();
      throw e;
    }
  }

  /** SIGKILL: no shutdown hook runs, nothing is flushed. Waits for the end. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(KILL_TIMEOUT);
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }

  @Override
  public void close() {
    kill();
  }
}
