package io.switchboard.ingress.proofs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Java program in a process of its own, on this process's class path, to be killed. */
final class JvmProcess implements AutoCloseable {
  private static final List<String> QUICKLY = List.of("-XX:TieredStopAtLevel=1");

  /** With room for options of the day, for example a recording: {@code -Dproof.options=…}. */
  private static final List<String> THOROUGHLY =
      Stream.of(System.getProperty("proof.options", "-XX:+UseCompactObjectHeaders").split(" ", -1))
          .toList();

  private final Process process;

  private JvmProcess(Process process) {
    this.process = process;
  }

  /** One that starts often and runs for seconds: compiled quickly, output into a file. */
  static JvmProcess start(
      Class<?> main, Map<String, String> environment, Path log, String... arguments) {
    return start(main, QUICKLY, environment, log, arguments);
  }

  /** One whose speed is measured: compiled as well as it can be, as in production. */
  static JvmProcess startThorough(
      Class<?> main, Map<String, String> environment, Path log, String... arguments) {
    return start(main, THOROUGHLY, environment, log, arguments);
  }

  /** The same, with its whole heap resident from the start: what grows then is something else. */
  static JvmProcess startWithWholeHeap(
      Class<?> main, Map<String, String> environment, Path log, String... arguments) {
    var options = new ArrayList<>(THOROUGHLY);
    options.addAll(List.of("-Xms256m", "-XX:+AlwaysPreTouch"));
    return start(main, options, environment, log, arguments);
  }

  /** The same, to be talked to by its standard streams. */
  static JvmProcess startPiped(Class<?> main) {
    var builder = builder(main, List.of("-XX:+UseCompactObjectHeaders"), Map.of());
    return start(builder.redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  private static JvmProcess start(
      Class<?> main,
      List<String> options,
      Map<String, String> environment,
      Path log,
      String... arguments) {
    var builder = builder(main, options, environment, arguments).redirectErrorStream(true);
    return start(builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
  }

  private static ProcessBuilder builder(
      Class<?> main, List<String> options, Map<String, String> environment, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder;
  }

  private static JvmProcess start(ProcessBuilder builder) {
    try {
      return new JvmProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until somebody listens. */
  static void awaitPort(int port) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () -> {
              new Socket("127.0.0.1", port).close();
              return true;
            });
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  InputStream output() {
    return process.getInputStream();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: no shutdown hook, no flush. */
  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a killed process is still there");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SIGSTOP: it is there, and does nothing until {@link #thaw}. */
  void freeze() {
    signal("-STOP");
  }

  /** SIGCONT. */
  void thaw() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      var kill = new ProcessBuilder("kill", name, Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill " + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Resident memory in MiB, as Linux counts it. */
  long residentMebibytes() {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          / 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a full collection leaves of the heap, in MiB. */
  long liveMebibytes() {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      var histogram =
          new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      try (var lines = histogram.inputReader().lines()) {
        var total =
            lines.filter(line -> line.startsWith("Total")).findFirst().orElseThrow().split("\\s+");
        return Long.parseLong(total[2]) >> 20;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
