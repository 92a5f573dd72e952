package io.switchboard.bench.start;

import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** {@code ./switchboard up} as a person starts it, until it reports that it is ready. */
final class UpProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(25);

  private final ChildProcess process;
  private final double secondsToReady;

  private UpProcess(ChildProcess process, double secondsToReady) {
    this.process = process;
    this.secondsToReady = secondsToReady;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param data its directory, new or of an earlier start
   * @param more further options
   */
  static UpProcess start(Path launcher, Path data, int portBase, Path log, String... more) {
    var beganAt = System.nanoTime();
    var process =
        ProcessSpec.command(launcher.toString(), "up")
            .named("up")
            .arguments("--data-dir", data.toString(), "--port-base", Integer.toString(portBase))
            .arguments(more)
            .logTo(log)
            .start();
    try {
      process.await("up is ready", READY, () -> isReady(log));
    } catch (RuntimeException e) {
      process.stop(STOP);
      throw e;
    }
    return new UpProcess(process, (System.nanoTime() - beganAt) / 1e9);
  }

  private static boolean isReady(Path log) {
    try {
      return Files.readString(log).contains("Ready after ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the launcher's first line until it is ready. */
  double secondsToReady() {
    return secondsToReady;
  }

  /** Resident memory of Java, PostgreSQL and Redis together, shared pages counted once; in MB. */
  double residentMegabytes() {
    return process.proportionalBytesOfTree() / 1e6;
  }

  /** SIGTERM, as Ctrl-C; returns the seconds until the end. */
  double stop() {
    var beganAt = System.nanoTime();
    close();
    return (System.nanoTime() - beganAt) / 1e9;
  }

  @Override
  public void close() {
    process.stop(STOP);
  }
}
