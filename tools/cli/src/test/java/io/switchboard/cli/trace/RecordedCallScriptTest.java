package io.switchboard.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.cli.CommandRig;
import io.switchboard.cli.SwitchboardCommand;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.ivr.IvrService;
import io.switchboard.ivr.definition.DefinitionFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call, decided by the real ivr-streams, as a script for {@code ivr play}. */
final class RecordedCallScriptTest {
  @TempDir private static Path directory;

  private static String script = "";

  @BeforeAll
  static void record() {
    try (var rig =
        CommandRig.withTopics(
            directory,
            1,
            "cxone.dtmf",
            "ivr.definitions",
            "ivr.decisions",
            "ivr.outcomes",
            "ivr-streams.dlq")) {
      var requests = 0;
      for (var digits : new String[] {"", "1", "7", "A", "1"}) {
        request(rig, "request-" + ++requests, digits);
      }
      rig.flush();
      try (var ivr = IvrService.start(rig.service(IvrService.NAME))) {
        await()
            .pollInterval(Duration.ofMillis(300))
            .until(() -> !rig.all("ivr.outcomes").isEmpty());
        assertThat(ivr.health().alive()).isTrue();
      }
      script = rig.run("trace", "call-19", "--as-test").out();
    }
  }

  @Test
  void shouldHoldTheCallWithItsNumberMasked() {
    assertThat(script)
        .containsSubsequence("source menu", "tier gold", "move 1", "hears ", "outcome completed")
        .doesNotContain("5552671");
  }

  @Test
  void shouldPassOnTheSameMenu() throws IOException {
    var played = play("shipped");

    assertThat(played.exitCode()).as(played.out() + played.err()).isZero();
  }

  @Test
  void shouldFailOnAMenuThatEndsTheCallOtherwise() throws IOException {
    var menu = DefinitionFile.shippedText().replace("\"1\": complete", "\"1\": hangup");
    assertThat(menu).isNotEqualTo(DefinitionFile.shippedText());
    var file = Files.writeString(directory.resolve("changed.yaml"), menu);

    var played = play(file.toString());

    assertThat(played.exitCode()).isEqualTo(1);
    assertThat(played.err()).contains("expected '");
  }

  @Test
  void shouldPassOnACallOfSilence() throws IOException {
    var silence =
        """
        source menu
        hears main_menu [started]
        move +31
        hears is hung up on
        outcome timed_out (no_input), path\s
        """;

    var played = play("shipped", silence);

    assertThat(played.exitCode()).as(played.out() + played.err()).isZero();
  }

  /** As a failed `trace --as-test > call.play` leaves it. */
  @Test
  void shouldRefuseAScriptWithoutACall() throws IOException {
    var played = play("shipped", "");

    assertThat(played.exitCode()).isEqualTo(2);
    assertThat(played.err()).contains("the script has no call");
  }

  private static CommandRig.Ran play(String menu) throws IOException {
    return play(menu, script);
  }

  private static CommandRig.Ran play(String menu, String text) throws IOException {
    var file = Files.writeString(directory.resolve("call.play"), text);
    var out = new StringWriter();
    var err = new StringWriter();
    var code =
        SwitchboardCommand.commandLineFor("ivr")
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute("ivr", "play", menu, "--script", file.toString());
    return new CommandRig.Ran(code, out.toString(), err.toString());
  }

  private static void request(CommandRig rig, String id, String dtmf) {
    var now = Instant.now();
    rig.send(
        "cxone.dtmf",
        null,
        "call-19",
        """
        {"type":"menu_request","callId":"call-19","from":"+14155552671","dtmf":"%s","tier":"gold"}"""
            .formatted(dtmf),
        new EventHeaders(id, "test", "/test", null, now, now, EventHeaders.newTraceparent())
            .toKafka());
  }
}
