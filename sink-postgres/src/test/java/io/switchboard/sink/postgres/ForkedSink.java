package io.switchboard.sink.postgres;

import io.switchboard.embedded.FreePorts;
import io.switchboard.sink.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The sink as a process of its own, to be killed and stopped by signals. */
final class ForkedSink implements AutoCloseable {
  private final Process process;

  private ForkedSink(Process process) {
    this.process = process;
  }

  static ForkedSink start(SinkRig rig, Map<String, String> more) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders", // as the launcher does
            "-XX:TieredStopAtLevel=1",
            "-Xmx192m",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(SharedClasses.get().options());
    command.add(Main.class.getName());
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(rig.variables(FreePorts.next()));
    builder.environment().putAll(more);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      return new ForkedSink(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** Asks it to stop, as an upgrade does, and waits until it has. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the sink does not stop");
    }
  }

  /** Freezes it, as a long pause of the machine would. */
  void freeze() throws Exception {
    signal("STOP");
  }

  void thaw() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
