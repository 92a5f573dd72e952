package io.switchboard.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of its own with the options that the services are shipped with, so that no other's
 * compiler or collector stops it. What it says goes into a file.
 */
public final class JavaProcess implements AutoCloseable {
  /** As the launcher's {@code run}, and what the images and docker-compose.yml say together. */
  public static final List<String> SHIPPED =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=4",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** More options for the processes that are measured, for example for a recording. */
  private static final String MORE = "bench.options";

  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(15);

  private final String name;
  private final Process process;
  private final Path log;

  private JavaProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param environment all that it gets, but for the path
   * @param piped whether its standard input and output are for this process; else output is logged
   */
  static JavaProcess start(
      String name,
      Class<?> main,
      Map<String, String> environment,
      Path log,
      boolean piped,
      String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SHIPPED);
    if (piped) { // a recording announces itself where its answers are read
      command.add("-Xlog:jfr+startup=error");
    }
    var more = System.getProperty(MORE, "").strip();
    if (!more.isEmpty()) {
      command.addAll(List.of(more.split("\\s+", -1)));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR"));
    builder.environment().put("SWITCHBOARD_LOG_FORMAT", "plain");
    builder.environment().putAll(environment);
    var written = ProcessBuilder.Redirect.appendTo(log.toFile());
    builder.redirectError(written);
    if (!piped) {
      builder.redirectOutput(written);
    }
    try {
      return new JavaProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  /** Its process, for what is not here. */
  public Process process() {
    return process;
  }

  /** Waits until its management port says that it is ready. */
  public void awaitReady(int managementPort) {
    var ready = URI.create("http://127.0.0.1:" + managementPort + "/readyz");
    await(name + " is ready", START, () -> answers(ready));
  }

  /** Waits for something that only a live process brings about. */
  public void await(String what, Duration patience, java.util.function.BooleanSupplier condition) {
    Waiting.until(
        what,
        patience,
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(name + " has ended by itself: " + lastWords());
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
      return false; // not yet: that is the answer
    }
  }

  private String lastWords() {
    try {
      var lines = Files.readAllLines(log);
      return String.join(
          System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }

  /** SIGSTOP: it does not run until {@link #thaw}. */
  public void freeze() {
    signal("-STOP");
  }

  /** SIGCONT. */
  public void thaw() {
    signal("-CONT");
  }

  private void signal(String which) {
    try {
      new ProcessBuilder("kill", which, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Processor time that it has had so far, of all its threads. */
  public double processorMicroseconds() {
    return process.info().totalCpuDuration().map(time -> time.toNanos() / 1e3).orElse(0.0);
  }

  /** Resident memory in MB (10^6 bytes), as Linux counts it. */
  public double residentMegabytes() {
    return ProcessMemory.megabytes(process.pid(), "VmRSS");
  }

  /** The most that was ever resident, in MB. */
  public double peakMegabytes() {
    return ProcessMemory.megabytes(process.pid(), "VmHWM");
  }

  /** Asks it to stop, and ends it when it does not. */
  @Override
  public void close() {
    signal("-CONT"); // a frozen one could not obey
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
