package io.switchboard.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.contract.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class ParkDeadLettersTest {
  @TempDir private Path directory;
  private CommandRig rig;

  @BeforeEach
  void send() {
    rig =
        CommandRig.withTopics(
            directory,
            1,
            "cxone.contact-events",
            "cxone.dnc-events",
            "dnc.registry",
            "dnc-streams.dlq",
            "sink-postgres.dlq",
            "dlq.resolutions");
    var sender = new DeadLetterSender(rig);
    sender.deadLetter("dnc-streams", "cxone.dnc-events", 0, 1, "normalise-webhook", "Refused", "k");
    sender.deadLetter("dnc-streams", "cxone.dnc-events", 0, 2, "normalise-webhook", "Other", "k");
    rig.flush();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void shouldParkDeadLetters() {
    var ran = park();

    assertThat(ran.out()).contains("1 parked");
  }

  @Test
  void shouldWarnOfOptOutsThatWouldNoLongerSuppress() {
    var ran = rig.run("dlq", "park", "--reason", "Refused", "--why", "test data", "--plan");

    assertThat(ran.err()).contains("1 may be opt-outs", "switchboard dnc opt-out");
  }

  @Test
  void shouldNotRedriveAParkedDeadLetter() {
    park();

    var ran = rig.run("dlq", "redrive", "--reason", "Refused", "--yes");

    assertThat(ran.err()).contains("nothing to do");
  }

  @Test
  void shouldRedriveAParkedDeadLetterOnRequest() {
    park();

    var ran = rig.run("dlq", "redrive", "--parked", "--reason", "Refused", "--yes");

    assertThat(ran.out()).contains("1 redriven");
  }

  @Test
  void shouldRedriveADeadLetterOnce() {
    rig.run("dlq", "redrive", "--yes");

    var ran = rig.run("dlq", "redrive", "--yes");

    assertThat(ran.err()).contains("There is nothing to do");
  }

  @Test
  void shouldCountOnlyOpenDeadLettersInTheStatus() throws Exception {
    new DeadLetterSender(rig)
        .deadLetter("sink-postgres", "dnc.registry", 0, 2, "dnc_registry", "22P02", "k");
    rig.flush();
    park();
    rig.run("dlq", "redrive", "--service", "sink-postgres", "--yes");

    var ran = rig.run("status", "-o", "json");

    assertThat(Json.mapper().readTree(ran.out()).path("deadLetters"))
        .hasSize(1)
        .allSatisfy(count -> assertThat(count.asInt()).isEqualTo(1));
  }

  @Test
  void shouldParkThePrintedIds() {
    var printed = rig.run("dlq", "show", "--limit", "1").out().lines().findFirst().orElseThrow();

    var ran = rig.run("dlq", "park", printed, "--why", "looked at", "--yes");

    assertThat(ran.out()).as(ran.err()).contains("1 parked");
  }

  @Test
  void shouldNameAnUnknownId() {
    var ran = rig.run("dlq", "show", "nothing/like/this");

    assertThat(ran.err()).contains("there is no dead letter nothing/like/this");
  }

  @Test
  void shouldShowWhatAnIncompleteDeadLetterLacks() {
    new DeadLetterSender(rig)
        .oversizedDeadLetter(7, "c-1", "x".repeat(DeadLetterSender.TOPIC_BYTES));
    rig.flush();

    var ran = rig.run("dlq", "show");

    assertThat(ran.out()).contains("omitted     value 5000 B");
  }

  private CommandRig.Ran park() {
    return rig.run("dlq", "park", "--reason", "Refused", "--why", "test data", "--yes");
  }
}
