package io.switchboard.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trace} of what is on the topics, without services. */
final class TraceCommandTest {
  @TempDir private static Path directory;

  @AutoClose
  @SuppressWarnings("NullAway.Init") // before all tests
  private static CommandRig rig;

  @BeforeAll
  static void open() {
    rig = CommandRig.withTopics(directory, 1, "cxone.dtmf");
  }

  @Test
  void shouldSayThatNothingIsKnown() {
    var ran = rig.run("trace", "unknown-call");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("there are no records about unknown-call");
  }

  @Test
  void shouldMaskPressedDigits() {
    rig.send(
        "cxone.dtmf",
        "call-20",
        """
        {"type":"menu_request","callId":"call-20","from":"+14155552671","dtmf":"0815","tier":"gold"}""");
    rig.flush();

    var ran = rig.run("trace", "call-20");

    assertThat(ran.out()).contains("dtmf ***").doesNotContain("0815");
  }

  @Test
  void shouldPrintALineForEachInput() {
    rig.send(
        "cxone.dtmf", "call-22", "{\"type\":\"digit\",\"callId\":\"call-22\",\"digit\":\"1\"}");
    rig.send("cxone.dtmf", "call-22", "{\"type\":\"call_end\",\"callId\":\"call-22\"}");
    rig.flush();

    var ran = rig.run("trace", "call-22", "-o", "ndjson");

    assertThat(ran.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"record\":{"));
  }

  @Test
  void shouldPrintTimesInTheZone() {
    rig.send("cxone.dtmf", "call-21", "{\"type\":\"call_end\",\"callId\":\"call-21\"}");
    rig.flush();

    var ran = rig.run("trace", "call-21", "--zone", "Asia/Kolkata");

    assertThat(ran.out()).containsPattern("^[-0-9]{10}T[0-9:.]{12}\\+05:30  ");
  }
}
