package io.switchboard.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.DeadLetterHeaders.DeadLetter;
import io.switchboard.contract.headers.DeadLetterRecord;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.Redrive;
import io.switchboard.contract.json.Json;
import io.switchboard.disposition.DispositionService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DlqCommandTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-20T10:00:00Z");

  /** What the dead-letter topic takes of an oversized record, in these tests. */
  private static final int TOPIC_BYTES = 5_000;

  @TempDir private Path directory;
  private CommandRig rig;

  @BeforeEach
  void open() {
    rig = new CommandRig(directory);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void shouldCountByServiceDestinationAndReason() {
    deadLetter("sink-postgres", "cxone.contact-events", 1, 5, "contact_records", "22P02", "c-1");
    deadLetter("sink-postgres", "cxone.contact-events", 1, 6, "contact_records", "22P02", "c-2");
    deadLetter("sink-postgres", "cxone.contact-events", 1, 6, "contact_records", "22P02", "c-2");
    deadLetter("dnc-streams", "cxone.dnc-events", 0, 1, "normalise-webhook", "RefusedInput", "x");
    rig.flush();

    var ran = rig.run("dlq", "list");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines().map(line -> line.replaceAll(" +", " ")))
        .anyMatch(line -> line.startsWith("sink-postgres contact_records 22P02 2 0 0"))
        .anyMatch(line -> line.startsWith("dnc-streams normalise-webhook RefusedInput 1 0 0"));
  }

  @Test
  void shouldShowALetterWithItsNumberMasked() {
    deadLetter(
        "dnc-streams", "cxone.dnc-events", 0, 1, "normalise-webhook", "Refused", "+14155552671");
    rig.flush();

    var ran = rig.run("dlq", "show");

    assertThat(ran.out()).contains("normalise-webhook: Refused", "***71").doesNotContain("555");
  }

  @Test
  void shouldSendNothingWithoutYes() {
    deadLetter("dnc-streams", "cxone.dnc-events", 0, 1, "normalise-webhook", "Refused", "k");
    rig.flush();

    var ran = rig.run("dlq", "redrive");

    assertThat(ran.err()).contains("1 to redrive", "Nothing was sent");
    assertThat(rig.all("cxone.dnc-events")).isEmpty();
  }

  @Test
  void shouldSendEachLetterBackOnceAddressedToWhoRefusedIt() {
    for (var i = 0; i < 5; i++) {
      deadLetter(
          "dnc-streams", "cxone.dnc-events", 2, i, "normalise-webhook", "Refused", "k" + i % 2);
    }
    rig.flush();

    var first = rig.run("dlq", "redrive", "--yes");
    var second = rig.run("dlq", "redrive", "--yes");

    assertThat(first.out()).contains("5 redriven", "0 still open");
    assertThat(second.err()).contains("There is nothing to do");
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
              assertThat(record.timestamp()).isEqualTo(RECEIVED.toEpochMilli());
            });
  }

  @Test
  void shouldNotSendToCxoneWhatSomethingNewerStandsBehind() {
    registration("+14155552671", "old", 0);
    registration("+14155552672", "only", 0);
    registration("+14155552671", "newer", 0);
    deadLetter("sink-postgres", "dnc.registry", 0, 0, "cxone outbound", "400", "+14155552671");
    deadLetter("sink-postgres", "dnc.registry", 0, 1, "cxone outbound", "400", "+14155552672");
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
    oversizedLetter(7, "c-1", "x".repeat(TOPIC_BYTES));
    oversizedLetter(8, "k".repeat(TOPIC_BYTES), "{}");
    deadLetter("sink-postgres", "cxone.contact-events", 0, 9, "contact_records", "22P02", "c-3");
    rig.flush();

    var planned = rig.run("dlq", "redrive");
    var ran = rig.run("dlq", "redrive", "--yes");

    var leftAlone =
        "2 skipped: their record was too large to be kept whole; send it again from its source";
    assertThat(planned.err()).contains(leftAlone, "1 to redrive");
    assertThat(ran.out()).contains("1 redriven", leftAlone, "2 still open");
    assertThat(rig.all("cxone.contact-events"))
        .extracting(record -> new String(record.key(), UTF_8))
        .containsExactly("c-3");
  }

  @Test
  void shouldSendNothingWhenOnlyIncompleteLettersAreOpen() {
    oversizedLetter(7, "c-1", "x".repeat(TOPIC_BYTES));
    rig.flush();

    var ran = rig.run("dlq", "redrive", "--yes");

    assertThat(ran.err()).contains("0 to redrive", "1 skipped", "There is nothing to do");
    assertThat(rig.run("dlq", "show").out()).contains("omitted     value 5000 B");
    assertThat(rig.all("cxone.contact-events")).isEmpty();
  }

  @Test
  void shouldKeepApartWhatATableAndCxoneRefusedOfOneRecord() {
    deadLetter("sink-postgres", "dispositions.classified", 0, 4, "dispositions", "22P02", "c-1");
    deadLetter("sink-postgres", "dispositions.classified", 0, 4, "cxone contact", "404", "c-1");
    rig.flush();

    var ran = rig.run("dlq", "redrive", "--yes");

    assertThat(ran.out()).contains("2 redriven");
    assertThat(rig.all("dispositions.classified"))
        .extracting(record -> header(record, Redrive.TO))
        .containsExactly("sink-postgres dispositions", "sink-postgres cxone contact");
  }

  @Test
  void shouldCountInTheStatusOnlyThoseThatWaitForSomebody() throws Exception {
    deadLetter("dnc-streams", "cxone.dnc-events", 0, 1, "normalise-webhook", "Refused", "k");
    deadLetter("dnc-streams", "cxone.dnc-events", 0, 2, "normalise-webhook", "Other", "k");
    deadLetter("sink-postgres", "dnc.registry", 0, 2, "dnc_registry", "22P02", "k");
    rig.flush();
    rig.run("dlq", "park", "--reason", "Refused", "--why", "looked at", "--yes");
    rig.run("dlq", "redrive", "--service", "sink-postgres", "--yes");

    var status = Json.mapper().readTree(rig.run("status", "-o", "json").out());

    assertThat(status.path("deadLetters"))
        .hasSize(1)
        .allSatisfy(count -> assertThat(count.asInt()).isEqualTo(1));
  }

  @Test
  void shouldSetAsideAndTakeUpAgain() {
    deadLetter("dnc-streams", "cxone.dnc-events", 0, 1, "normalise-webhook", "Refused", "k");
    rig.flush();

    var parked = rig.run("dlq", "park", "--why", "test data", "--yes");

    assertThat(parked.out()).contains("1 parked");
    assertThat(rig.run("dlq", "redrive", "--yes").err()).contains("nothing to do");
    assertThat(rig.run("dlq", "redrive", "--parked", "--yes").out()).contains("1 redriven");
  }

  @Test
  void shouldTellWhenTheCanaryIsRefusedAgain() {
    rig.send("cxone.call-results", "c-1", "no json at all");
    rig.send("cxone.call-results", "c-2", "no json either");
    rig.flush();
    try (var service = DispositionService.start(rig.service(DispositionService.NAME))) {
      await(() -> rig.all("disposition-streams.dlq").size() == 2);

      var ran = rig.run("dlq", "redrive", "--canary", "1", "--yes");

      assertThat(ran.err()).contains("1 of 2 to redrive");
      assertThat(ran.out()).contains("1 of 1 were refused again");
      assertThat(ran.exitCode()).isEqualTo(3);
      assertThat(rig.all("disposition-streams.dlq")).hasSize(3);
      assertThat(service.health().alive()).isTrue();
    }
  }

  @Test
  void shouldTakeTheIdsThatItPrints() {
    deadLetter("sink-postgres", "dnc.registry", 0, 0, "cxone outbound", "400", "+14155552671");
    deadLetter("sink-postgres", "dnc.registry", 0, 1, "cxone outbound", "400", "+14155552672");
    rig.flush();
    var printed = rig.run("dlq", "show", "--limit", "1").out().lines().findFirst().orElseThrow();

    var ran = rig.run("dlq", "park", printed, "--why", "looked at", "--yes");

    assertThat(ran.out()).as(ran.err()).contains("1 parked");
    assertThat(rig.run("dlq", "show", "nothing/like/this").err())
        .contains("there is no dead letter nothing/like/this");
  }

  @Test
  void shouldPassOverWhatIsAddressedToAnother() {
    addressed("for-others", "sink-postgres contact_records");
    addressed("for-us", "disposition-streams classify");
    rig.send("cxone.call-results", "for-all", result("for-all"));
    rig.flush();

    try (var service = DispositionService.start(rig.service(DispositionService.NAME))) {
      await(() -> rig.all("dispositions.classified").size() >= 2);
      assertThat(service.health().alive()).isTrue();
    }

    assertThat(rig.all("dispositions.classified"))
        .extracting(record -> new String(record.key(), UTF_8))
        .containsExactlyInAnyOrder("for-us", "for-all");
  }

  private void addressed(String contact, String to) {
    var headers = new RecordHeaders();
    headers.add(Redrive.TO, to.getBytes(UTF_8));
    rig.send("cxone.call-results", null, contact, result(contact), headers);
  }

  private static String result(String contact) {
    return "{\"contactId\":\"" + contact + "\",\"dispositionCode\":\"1001\"}";
  }

  private void registration(String number, String id, int partition) {
    rig.send(
        "dnc.registry", partition, number, "{\"eventId\":\"" + id + "\"}", new RecordHeaders());
  }

  private void deadLetter(
      String service,
      String topic,
      int partition,
      long offset,
      String destination,
      String reason,
      String key) {
    var deadLetter = deadLetter(service, topic, partition, offset, destination, reason);
    var headers = DeadLetterHeaders.of(source(offset), deadLetter);
    rig.send(service + ".dlq", 0, key, "{\"n\":" + offset + "}", headers);
  }

  /** The dead letter of a record that its dead-letter topic cannot take whole. */
  private void oversizedLetter(long offset, String key, String value) {
    var service = "sink-postgres";
    rig.send(
        DeadLetterRecord.of(
            rig.kafka.prefix().applyTo(service + ".dlq"),
            key.getBytes(UTF_8),
            value.getBytes(UTF_8),
            source(offset),
            deadLetter(service, "cxone.contact-events", 0, offset, "contact_records", "Large"),
            TOPIC_BYTES));
  }

  private static Headers source(long offset) {
    return new EventHeaders(
            "id-" + offset,
            "test",
            "/test",
            "subject-" + offset,
            RECEIVED,
            RECEIVED,
            EventHeaders.newTraceparent())
        .toKafka();
  }

  private DeadLetter deadLetter(
      String service, String topic, int partition, long offset, String destination, String reason) {
    return new DeadLetter(
        rig.kafka.prefix().applyTo(topic),
        partition,
        offset,
        reason,
        "because",
        destination,
        service,
        Instant.now());
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(300))
        .until(condition);
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return EventHeaders.text(record.headers(), name).orElse("");
  }
}
