package io.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testkit.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands in processes: a process has one standard output. */
@EnabledOnOs(OS.LINUX) // which has /dev/full
final class StandardOutputTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void shouldFailWhenTheDiskIsFull() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var shell =
        ProcessSpec.command("bash", "-c", "exec \"$0\" \"$@\" >/dev/full", java)
            .arguments("-cp", System.getProperty("java.class.path"))
            .arguments(SwitchboardCommand.class.getName(), "ivr", "show", "shipped")
            .environment(Map.of("LC_ALL", "C"));

    try (var process = shell.logTo(errors()).start()) {
      assertThat(process.awaitExit(TIMEOUT)).isEqualTo(1);
    }
    assertThat(errors())
        .content()
        .isEqualToIgnoringNewLines(
            "switchboard: the output could not be written completely: No space left on device");
  }

  @Test
  void shouldBeSilentWhenItsReaderHasGone() throws IOException {
    assertThat(exitCodeWithoutAReader("ivr", "show", "shipped")).isZero();
    assertThat(errors()).isEmptyFile();
  }

  @Test
  void shouldWatchOnlyWhileItIsRead() throws IOException {
    assertThat(exitCodeWithoutAReader("status", "--watch", "-o", "ndjson"))
        .isEqualTo(1); // not ready
    assertThat(errors()).isEmptyFile();
  }

  private int exitCodeWithoutAReader(String... arguments) throws IOException {
    var command =
        ProcessSpec.java(SwitchboardCommand.class, ProcessSpec.SHORT_LIVED)
            .arguments(arguments)
            .environment(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9"));
    try (var process = command.piped().logTo(errors()).start()) {
      process.output().close();
      return process.awaitExit(TIMEOUT);
    }
  }

  private Path errors() {
    return directory.resolve("errors");
  }
}
