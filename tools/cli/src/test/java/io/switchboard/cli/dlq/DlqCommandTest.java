package io.switchboard.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.Redrive;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
final class DlqCommandTest {
  private static final String TIME_IN_INDIA = "\\dT[0-9:.]{12}\\+05:30";

  @TempDir private Path directory;
  private CommandRig rig;
  private DeadLetterSender sender;

  @BeforeEach
  void open() {
    rig =
        CommandRig.withTopics(
            directory,
            3,
            "cxone.contact-events",
            "cxone.dnc-events",
            "dispositions.classified",
            "dnc.registry",
            "dnc-streams.dlq",
            "sink-postgres.dlq",
            "dlq.resolutions");
    sender = new DeadLetterSender(rig);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void shouldCountByServiceDestinationAndReason() {
    sender.deadLetter(
        "sink-postgres", "cxone.contact-events", 1, 5, "contact_records", "22P02", "c-1");
    sender.deadLetter(
        "sink-postgres", "cxone.contact-events", 1, 6, "contact_records", "22P02", "c-2");
    sender.deadLetter(
        "sink-postgres", "cxone.contact-events", 1, 6, "contact_records", "22P02", "c-2");
    sender.deadLetter(
        "dnc-streams", "cxone.dnc-events", 0, 1, "normalise-webhook", "RefusedInput", "x");
    rig.flush();

    var ran = rig.run("dlq", "list");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines().map(line -> line.replaceAll(" +", " ")))
        .anyMatch(line -> line.startsWith("sink-postgres contact_records 22P02 2 0 0"))
        .anyMatch(line -> line.startsWith("dnc-streams normalise-webhook RefusedInput 1 0 0"));
  }

  @Test
  void shouldShowALetterWithItsNumberMasked() {
    sender.deadLetter(
        "dnc-streams", "cxone.dnc-events", 0, 1, "normalise-webhook", "Refused", "+14155552671");
    rig.flush();

    var ran = rig.run("dlq", "show");

    assertThat(ran.out()).contains("normalise-webhook: Refused", "***71").doesNotContain("555");
  }

  @Test
  void shouldSendNothingWithoutYes() {
    sender.deadLetter("dnc-streams", "cxone.dnc-events", 0, 1, "normalise-webhook", "Refused", "k");
    rig.flush();

    var ran = rig.run("dlq", "redrive");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("1 to redrive", "Nothing was sent", "Add --yes");
    assertThat(rig.all("cxone.dnc-events")).isEmpty();
  }

  @Test
  void shouldSendEachLetterBackAddressedToTheDestinationThatRefusedIt() {
    for (var i = 0; i < 5; i++) {
      sender.deadLetter(
          "dnc-streams", "cxone.dnc-events", 2, i, "normalise-webhook", "Refused", "k" + i % 2);
    }
    rig.flush();

    var ran = rig.run("dlq", "redrive", "--yes");

    assertThat(ran.out()).contains("5 redriven", "0 still open");
    var back = rig.all("cxone.dnc-events");
    assertThat(back).extracting(ConsumerRecord::partition).containsOnly(2);
    assertThat(back)
        .extracting(record -> header(record, "ce_id"))
        .containsExactly("id-0", "id-1", "id-2", "id-3", "id-4");
    assertThat(back)
        .allSatisfy(
            record -> {
              assertThat(header(record, Redrive.TO)).isEqualTo("dnc-streams normalise-webhook");
              assertThat(header(record, DeadLetterHeaders.TOPIC)).isEmpty();
              assertThat(record.timestamp()).isEqualTo(DeadLetterSender.RECEIVED.toEpochMilli());
            });
  }

  @Test
  void shouldNotSendToCxoneWhatSomethingNewerStandsBehind() {
    sender.registration("+14155552671", "old", 0);
    sender.registration("+14155552672", "only", 0);
    sender.registration("+14155552671", "newer", 0);
    sender.deadLetter(
        "sink-postgres", "dnc.registry", 0, 0, "cxone outbound", "400", "+14155552671");
    sender.deadLetter(
        "sink-postgres", "dnc.registry", 0, 1, "cxone outbound", "400", "+14155552672");
    rig.flush();

    var ran = rig.run("dlq", "redrive", "--yes");

    assertThat(ran.out()).contains("1 redriven", "1 skipped", "1 still open");
    assertThat(
            rig.all("dnc.registry").stream()
                .filter(r -> r.headers().lastHeader(Redrive.TO) != null))
        .extracting(record -> new String(record.key(), UTF_8))
        .containsExactly("+14155552672");
  }

  @Test
  void shouldLeaveOpenALetterThatLacksAPartOfItsRecord() {
    sender.oversizedDeadLetter(7, "c-1", "x".repeat(DeadLetterSender.TOPIC_BYTES));
    sender.oversizedDeadLetter(8, "k".repeat(DeadLetterSender.TOPIC_BYTES), "{}");
    sender.deadLetter(
        "sink-postgres", "cxone.contact-events", 0, 9, "contact_records", "22P02", "c-3");
    rig.flush();

    var ran = rig.run("dlq", "redrive", "--yes");

    var skipped = "2 skipped: a record too large to be kept whole; send it again from its source";
    assertThat(ran.err()).contains(skipped, "1 to redrive"); // the plan
    assertThat(ran.out()).contains("1 redriven", skipped, "2 still open");
    assertThat(rig.all("cxone.contact-events"))
        .extracting(record -> new String(record.key(), UTF_8))
        .containsExactly("c-3");
  }

  @Test
  void shouldSendNothingWhenOnlyIncompleteLettersAreOpen() {
    sender.oversizedDeadLetter(7, "c-1", "x".repeat(DeadLetterSender.TOPIC_BYTES));
    rig.flush();

    var ran = rig.run("dlq", "redrive", "--yes");

    assertThat(ran.err()).contains("0 to redrive", "1 skipped", "There is nothing to do");
    assertThat(rig.all("cxone.contact-events")).isEmpty();
  }

  @Test
  void shouldKeepApartWhatATableAndCxoneRefusedOfOneRecord() {
    sender.deadLetter(
        "sink-postgres", "dispositions.classified", 0, 4, "dispositions", "22P02", "c-1");
    sender.deadLetter(
        "sink-postgres", "dispositions.classified", 0, 4, "cxone contact", "404", "c-1");
    rig.flush();

    var ran = rig.run("dlq", "redrive", "--yes");

    assertThat(ran.out()).contains("2 redriven");
    assertThat(rig.all("dispositions.classified"))
        .extracting(record -> header(record, Redrive.TO))
        .containsExactly("sink-postgres dispositions", "sink-postgres cxone contact");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "show", "redrive"})
  void shouldPrintTimesInTheZone(String command) {
    sender.deadLetter("dnc-streams", "cxone.dnc-events", 0, 1, "normalise-webhook", "Refused", "k");
    rig.flush();

    var ran = rig.run("dlq", command, "--zone", "Asia/Kolkata");

    assertThat(ran.out() + ran.err()).containsPattern(TIME_IN_INDIA).doesNotContain("Z ");
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return EventHeaders.text(record.headers(), name).orElse("");
  }

  @Test
  void shouldRefuseALimitThatShowsNothing() {
    var ran = rig.run("dlq", "show", "--limit", "0");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--limit is at least 1: 0");
  }
}
