package io.switchboard.ivr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The service as a process of its own, which can be killed. */
final class ForkedService implements AutoCloseable {
  private final Path log;
  private final Map<String, String> variables;
  private Process process;

  ForkedService(Path log, Map<String, String> variables) {
    this.log = log;
    this.variables = variables;
    this.process = start();
  }

  private Process start() {
    var builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "io.switchboard.ivr.Main");
    builder.environment().putAll(variables);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** kill -9, and a new one at once. */
  void killAndRestart() throws InterruptedException {
    process.destroyForcibly().waitFor();
    process = start();
  }

  /** Its id, to look at its memory. */
  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
