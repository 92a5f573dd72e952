package io.switchboard.bench.start;

import io.switchboard.bench.machine.ProcessMemory;
import io.switchboard.bench.machine.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./switchboard up} as a person at a terminal starts it, until it says that it is ready. */
final class Up implements AutoCloseable {
  /** The launcher tells where it is. */
  static final String LAUNCHER = "SWITCHBOARD_LAUNCHER";

  private static final Duration READY = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(25);

  private final Process process;
  private final Path log;
  private final double secondsToReady;

  private Up(Process process, Path log, double secondsToReady) {
    this.process = process;
    this.log = log;
    this.secondsToReady = secondsToReady;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param data its directory, new or of an earlier start
   * @param more further options
   */
  static Up start(Path launcher, Path data, int portBase, Path log, String... more) {
    var command = new ArrayList<>(List.of(launcher.toString(), "up"));
    command.addAll(
        List.of("--data-dir", data.toString(), "--port-base", Integer.toString(portBase)));
    command.addAll(List.of(more));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .retainAll(List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR", "JAVA_HOME"));
    builder.environment().put("SWITCHBOARD_LOG_FORMAT", "plain");
    builder.redirectOutput(log.toFile());
    var beganAt = System.nanoTime();
    try {
      var process = builder.start();
      try {
        Waiting.until("up is ready", READY, () -> isReady(process, log));
      } catch (RuntimeException e) {
        process.destroy();
        throw e;
      }
      return new Up(process, log, (System.nanoTime() - beganAt) / 1e9);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isReady(Process process, Path log) {
    try {
      var said = Files.readString(log);
      if (said.contains("Ready after ")) {
        return true;
      }
      if (!process.isAlive()) {
        throw new IllegalStateException("up has ended by itself: " + said);
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the launcher's first line to the word that it is ready. */
  double secondsToReady() {
    return secondsToReady;
  }

  /** What is resident of Java, PostgreSQL and Redis together, shared pages once; in MB. */
  double residentMegabytes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(ProcessHandle::isAlive)
        .mapToDouble(each -> ProcessMemory.proportionalMegabytes(each.pid()))
        .sum();
  }

  /** SIGTERM, as Ctrl-C; the seconds until it was gone. */
  double stop() {
    var beganAt = System.nanoTime();
    close();
    return (System.nanoTime() - beganAt) / 1e9;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        var left = process.descendants().toList();
        process.destroyForcibly().waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
        left.forEach(ProcessHandle::destroyForcibly);
        throw new IllegalStateException("up did not stop; its log is " + log);
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
