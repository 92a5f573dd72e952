package io.switchboard.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.cli.SwitchboardCommand;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.disposition.DispositionService;
import io.switchboard.dnc.DncService;
import io.switchboard.ivr.IvrService;
import io.switchboard.ivr.definition.DefinitionFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Headers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real services made of what came in, from one end to the other. */
final class TraceCommandTest {
  @TempDir private Path directory;
  private CommandRig rig;
  private int requests;

  @BeforeEach
  void open() {
    rig = new CommandRig(directory);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void shouldFollowAnOptOutFromTheCallResultToTheRegistry() {
    result("c-1", "+14155552671");
    result("c-2", "+14155552672");
    rig.flush();
    try (var dispositions = DispositionService.start(rig.service(DispositionService.NAME));
        var dnc = DncService.start(rig.service(DncService.NAME))) {
      await(() -> rig.all("dnc.registry").size() == 2);
      assertThat(dispositions.health().alive() && dnc.health().alive()).isTrue();
    }

    for (var id : new String[] {"+14155552671", "c-1", "(415) 555-2671"}) {
      var ran = rig.run("trace", id);

      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.out())
          .as(id)
          .containsSubsequence(
              "cxone.call-results/",
              "─ ",
              "dispositions.classified/",
              "dnc.events/",
              "dnc.decisions/",
              "dnc.registry/")
          .contains("do_not_call", "***71")
          .doesNotContain("c-2")
          .doesNotContain("5552671");
      assertThat(ran.out().lines().filter(line -> !line.startsWith("20"))).hasSize(5);
    }
  }

  @Test
  void shouldSayThatNothingIsKnown() {
    var ran = rig.run("trace", "nobody");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("there are no records about nobody");
  }

  @Test
  void shouldWriteACallAsATestThatTheSameMenuPasses() throws IOException {
    for (var digits : new String[] {"", "1", "7", "A", "1"}) {
      request("call-19", digits);
    }
    rig.flush();
    try (var ivr = IvrService.start(rig.service(IvrService.NAME))) {
      await(() -> !rig.all("ivr.outcomes").isEmpty());
      assertThat(ivr.health().alive()).isTrue();
    }

    var script = rig.run("trace", "call-19", "--as-test");

    assertThat(script.out())
        .containsSubsequence("source menu", "tier gold", "move 1", "hears ", "outcome completed")
        .doesNotContain("5552671");
    var file = Files.writeString(directory.resolve("call.play"), script.out());
    var same = play("shipped", file);
    assertThat(same.exitCode()).as(same.out() + same.err()).isZero();
    var changed =
        Files.writeString(
            directory.resolve("changed.yaml"),
            DefinitionFile.shippedText().replace("\"1\": complete", "\"1\": hangup"));
    assertThat(Files.readString(changed)).isNotEqualTo(DefinitionFile.shippedText());
    var other = play(changed.toString(), file);
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("expected '");
  }

  @Test
  void shouldMaskPressedDigits() {
    request("call-20", "0815");
    rig.flush();

    var ran = rig.run("trace", "call-20");

    assertThat(ran.out()).contains("dtmf ***").doesNotContain("0815");
  }

  private CommandRig.Ran play(String menu, Path script) {
    var out = new StringWriter();
    var err = new StringWriter();
    var code =
        SwitchboardCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute("ivr", "play", menu, "--script", script.toString());
    return new CommandRig.Ran(code, out.toString(), err.toString());
  }

  private void request(String call, String dtmf) {
    rig.send(
        "cxone.dtmf",
        null,
        call,
        """
        {"type":"menu_request","callId":"%s","from":"+14155552671","dtmf":"%s","tier":"gold"}"""
            .formatted(call, dtmf),
        headers(call + "-" + ++requests));
  }

  private void result(String contact, String number) {
    rig.send(
        "cxone.call-results",
        null,
        contact,
        """
        {"contactId":"%s","dispositionCode":"1001","phoneNumber":"%s"}"""
            .formatted(contact, number),
        headers(contact));
  }

  private static Headers headers(String id) {
    var now = Instant.now();
    return new EventHeaders(id, "test", "/test", null, now, now, EventHeaders.newTraceparent())
        .toKafka();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(300))
        .until(condition);
  }
}
