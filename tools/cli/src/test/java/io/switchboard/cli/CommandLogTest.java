package io.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testkit.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the libraries log, in a process of its own: the log is set up once for each. */
final class CommandLogTest {
  /** Kafka's client warns that the first is greater than the second. */
  private static final Map<String, String> DOUBTFUL =
      Map.of(
          "KAFKA_SOCKET_CONNECTION_SETUP_TIMEOUT_MS", "20000",
          "KAFKA_SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS", "10000");

  @TempDir private static Path directory;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static CommandRig rig;

  @TempDir private Path printed;

  @BeforeAll
  static void open() {
    rig = CommandRig.withTopics(directory, 1, "cxone.dtmf");
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  @Test
  void shouldNotPrintWhatLibrariesLog() throws IOException {
    var printed = run("count", "cxone.dtmf");

    assertThat(printed).contains("no records").doesNotContain("WARN", "connection.setup");
  }

  @Test
  void shouldPrintWhatLibrariesLogForVerbose() throws IOException {
    var printed = run("count", "cxone.dtmf", "--verbose");

    assertThat(printed).contains("no records", "WARN", "socket.connection.setup.timeout.max.ms");
  }

  private String run(String... arguments) throws IOException {
    var log = printed.resolve("log");
    try (var process =
        ProcessSpec.java(SwitchboardCommand.class, ProcessSpec.SHORT_LIVED)
            .environment(DOUBTFUL)
            .arguments(arguments)
            .arguments("--data-dir", directory.toString())
            .logTo(log)
            .start()) {
      assertThat(process.awaitExit(Duration.ofMinutes(2))).as(Files.readString(log)).isZero();
    }
    return Files.readString(log);
  }
}
