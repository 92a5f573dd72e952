package io.switchboard.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildProcessTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  @TempDir private Path directory;

  @Test
  void shouldShowTheEndOfTheLogWhenTheProcessEndsTooEarly() {
    try (var process = shell("echo before; echo what went wrong >&2; exit 3").start()) {
      assertThatThrownBy(() -> process.await("it is ready", TIMEOUT, () -> false))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("broken ended with exit code 3", "what went wrong");
    }
  }

  @Test
  void shouldStopASuspendedProcess() {
    try (var process = shell("exec sleep 600").start()) {
      process.suspend();

      var exitCode = process.stop(TIMEOUT);

      assertThat(exitCode).isEqualTo(128 + 15);
    }
  }

  @Test
  void shouldKillAProcessThatDoesNotStop() {
    var process = shell("trap '' TERM; echo ready; while :; do sleep 1; done").piped().start();
    try (process;
        var output = new Scanner(process.output(), UTF_8)) {
      assertThat(output.nextLine()).isEqualTo("ready");

      assertThatThrownBy(() -> process.stop(Duration.ofMillis(200)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("still runs");

      assertThat(process.isAlive()).isFalse();
    }
  }

  @Test
  void shouldPassOnlyTheNamedVariables() {
    var script = "test \"$GIVEN\" = yes && test -z \"$MAVEN_OPTS$JAVA_TOOL_OPTIONS\" && exit 7";
    try (var process = shell(script).environment(Map.of("GIVEN", "yes")).start()) {
      assertThat(process.awaitExit(TIMEOUT)).isEqualTo(7);
    }
  }

  private ProcessSpec shell(String script) {
    return ProcessSpec.command("sh", "-c", script)
        .named("broken")
        .logTo(directory.resolve("process.log"));
  }
}
