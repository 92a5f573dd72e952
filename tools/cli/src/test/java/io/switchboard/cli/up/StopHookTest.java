package io.switchboard.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class StopHookTest {
  private final StringWriter printed = new StringWriter();
  private final PrintWriter out = new PrintWriter(printed);

  @Test
  void shouldSayLastThatTheStateIsKept() {
    var hook =
        new StopHook(
            () -> out.println("stopping"),
            () -> out.println("log ended"),
            Banner.stopped(Path.of("data"), null),
            out);

    hook.run();

    assertThat(printed.toString().lines())
        .containsExactly(
            "stopping",
            "log ended",
            "Stopped; the state is kept in data, `./switchboard up` continues with it.");
  }

  @Test
  void shouldNameTheOptionsThatContinueWithTheState() {
    var line = Banner.stopped(Path.of("/tmp/second"), 20_000);

    assertThat(line)
        .isEqualTo(
            "Stopped; the state is kept in /tmp/second, `./switchboard up --data-dir /tmp/second"
                + " --port-base 20000` continues with it.");
  }

  @Test
  void shouldLeaveTheLastLineToAFailure() {
    var hook = new StopHook(() -> {}, () -> {}, "Stopped", out);
    hook.stopAfterFailure();

    hook.run();

    assertThat(printed.toString()).isEmpty();
  }
}
