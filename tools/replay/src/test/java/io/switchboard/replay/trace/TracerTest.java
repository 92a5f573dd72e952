package io.switchboard.replay.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.Progress;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TracerTest {
  private static final int CONTACTS = 900;
  private static final Instant CALLED = Instant.now().minus(Duration.ofHours(6));
  private static final String NUMBER = "+14155550101";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String OTHER_TRACE = "1bf7651916cd43dd8448eb211c80319d";

  private static final Set<String> TOPICS =
      Set.of(
          "cxone.call-results",
          "cxone.dnc-events",
          "cxone.dtmf",
          "cxone.pushes",
          "dispositions.classified",
          "dnc.decisions",
          "dnc.events",
          "dnc.registry",
          "ivr.decisions");

  private final TestCluster cluster = TestCluster.start().createTopicsOf(1, TOPICS::contains);

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void shouldReadOnlyThePartitionsOfTheKey() {
    cluster.createTopicsOf(3, "cxone.contact-events"::equals);
    for (var contact = 0; contact < CONTACTS; contact++) {
      cluster.send("cxone.contact-events", "c-" + contact, "{\"id\":\"c-" + contact + "\"}");
    }
    cluster.flush();
    var toRead = new AtomicLong(Long.MAX_VALUE);

    try (var reader = LogReader.open(cluster.kafka())) {
      var subject = new Subject("c-417", Set.of("c-417"), "US", false);
      var steps =
          new Tracer(cluster.kafka(), reader)
              .find(subject, LogWindow.ALL, (_, of) -> toRead.accumulateAndGet(of / 3, Math::min));

      assertThat(steps).extracting(Step::key).containsExactly("c-417");
    }
    // the first of three passes reads one of three partitions
    assertThat(toRead.get()).isPositive().isLessThan(CONTACTS / 2);
  }

  @Test
  void shouldFindTheConsentThatAServiceWroteHoursLate() {
    send("cxone.call-results", null, CALLED, "c-1", TRACE);
    send("dnc.events", 0, CALLED.plus(Duration.ofHours(3)), "+14155550199", OTHER_TRACE);
    send("dnc.events", 0, CALLED, "+14155550101", TRACE);
    cluster.flush();

    try (var reader = LogReader.open(cluster.kafka())) {
      var subject = new Subject("c-1", Set.of("c-1"), "US", false);
      var steps = new Tracer(cluster.kafka(), reader).find(subject, LogWindow.ALL, Progress.SILENT);

      assertThat(steps)
          .extracting(Step::stage)
          .containsExactly(Stage.CALL_RESULTS, Stage.DNC_EVENTS);
    }
  }

  @Test
  void shouldFindTheAnswersUnderAllKeysOfAResult() {
    send("cxone.call-results", null, CALLED, "c-1", TRACE);
    send("dispositions.classified", null, CALLED, "c-1", TRACE);
    send("dnc.registry", null, CALLED, "+14155550101", TRACE);
    send("cxone.pushes", null, CALLED, "c-1", TRACE);
    send("cxone.pushes", null, CALLED, "+14155550101", TRACE);
    send("cxone.pushes", null, CALLED, "c-2", TRACE);
    cluster.flush();

    try (var reader = LogReader.open(cluster.kafka())) {
      var subject = new Subject("c-1", Set.of("c-1"), "US", false);
      var steps = new Tracer(cluster.kafka(), reader).find(subject, LogWindow.ALL, Progress.SILENT);

      assertThat(steps)
          .filteredOn(step -> step.stage() == Stage.PUSHES)
          .extracting(Step::key)
          .containsExactlyInAnyOrder("c-1", "+14155550101");
    }
  }

  @Test
  void shouldReadTheTopicsOfAKnownCallAroundItsTimes() {
    send("ivr.decisions", null, CALLED, "call-1", TRACE);
    send("ivr.decisions", null, CALLED.plus(Duration.ofHours(3)), "call-1", OTHER_TRACE);
    send("cxone.pushes", null, CALLED.plus(Duration.ofHours(3)), "call-1", TRACE);
    cluster.flush();

    try (var reader = LogReader.open(cluster.kafka())) {
      var subject = new Subject("call-1", Set.of("call-1"), "US", false);
      var call = new CallTimes(CALLED, CALLED.plusSeconds(20));
      var known = new KnownTimes(Optional.of(call), Optional.empty());
      var steps =
          new Tracer(cluster.kafka(), reader).find(subject, LogWindow.ALL, known, Progress.SILENT);

      assertThat(steps).extracting(Step::traceId).containsExactly(TRACE, TRACE);
    }
  }

  /** A service that was down for hours commits the records of that time now. */
  @Test
  void shouldFindTheDecisionsOfAKnownCallThatWereCommittedHoursLate() {
    commit("ivr.decisions", CALLED.minusSeconds(60), "call-0", OTHER_TRACE);
    commit("ivr.decisions", CALLED, "call-1", TRACE);
    var call = new CallTimes(CALLED, CALLED.plusSeconds(20));

    try (var reader = LogReader.open(cluster.kafka())) {
      var subject = new Subject("call-1", Set.of("call-1"), "US", false);
      var known = new KnownTimes(Optional.of(call), Optional.empty());
      var steps =
          new Tracer(cluster.kafka(), reader).find(subject, LogWindow.ALL, known, Progress.SILENT);

      assertThat(steps).extracting(Step::stage).containsExactly(Stage.IVR_DECISIONS);
    }
  }

  /** As above: the number leads to the result, which no answer of CXone follows. */
  @Test
  void shouldFindTheResultBehindConsentThatWasCommittedHoursLate() {
    send("dnc.events", CALLED, NUMBER, "{\"source\":\"disposition\"}", TRACE);
    cluster.flush();
    commit("dispositions.classified", CALLED.minusSeconds(60), "c-0", OTHER_TRACE);
    commit("dispositions.classified", CALLED, "c-1", TRACE);

    try (var reader = LogReader.open(cluster.kafka())) {
      var subject = new Subject(NUMBER, Set.of(NUMBER), "US", true);
      var steps = new Tracer(cluster.kafka(), reader).find(subject, LogWindow.ALL, Progress.SILENT);

      assertThat(steps).extracting(Step::stage).contains(Stage.CLASSIFIED);
    }
  }

  @Test
  void shouldReadTheConsentOfAKnownNumberFromItsFirstEventOn() {
    send("dnc.events", null, CALLED.minus(Duration.ofHours(2)), NUMBER, OTHER_TRACE);
    send("dnc.events", null, CALLED, NUMBER, TRACE);
    send("dnc.events", null, CALLED.plus(Duration.ofHours(3)), NUMBER, TRACE);
    cluster.flush();

    try (var reader = LogReader.open(cluster.kafka())) {
      var subject = new Subject(NUMBER, Set.of(NUMBER), "US", true);
      var consent = new KnownTimes.Consent(Map.of(NUMBER, CALLED), CALLED.plusSeconds(60));
      var known = new KnownTimes(Optional.empty(), Optional.of(consent));
      var steps =
          new Tracer(cluster.kafka(), reader).find(subject, LogWindow.ALL, known, Progress.SILENT);

      assertThat(steps).extracting(Step::traceId).containsExactly(TRACE, TRACE);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, -1, false", "2, -1, true", "1, -3, true", "0, 1, false"})
  void shouldKnowWhetherTheSinkHasWrittenAllOldDecisions(long next, int hours, boolean written) {
    send("dnc.decisions", 0, CALLED.minus(Duration.ofHours(4)), NUMBER, TRACE);
    send("dnc.decisions", 0, CALLED.minus(Duration.ofHours(2)), NUMBER, TRACE);
    cluster.flush();

    try (var reader = LogReader.open(cluster.kafka())) {
      var partitions = reader.partitions(cluster.kafka().topics().dncDecisions().name());
      var before = CALLED.plus(Duration.ofHours(hours));

      assertThat(KnownTimes.Consent.isWritten(reader, partitions, Map.of(0, next), before))
          .isEqualTo(written);
    }
  }

  @Test
  void shouldNotReadConsentBehindAResultThatIsNoOptOut() {
    send("dispositions.classified", CALLED, "c-1", "{\"category\":\"callback_later\"}", TRACE);
    send("dnc.events", null, CALLED, NUMBER, TRACE);
    cluster.flush();

    try (var reader = LogReader.open(cluster.kafka())) {
      var subject = new Subject("c-1", Set.of("c-1"), "US", false);
      var steps = new Tracer(cluster.kafka(), reader).find(subject, LogWindow.ALL, Progress.SILENT);

      assertThat(steps).extracting(Step::stage).containsExactly(Stage.CLASSIFIED);
    }
  }

  @Test
  void shouldNotReadConsentBehindAPressBeforeTheOutcomeOfACall() {
    send("cxone.dtmf", null, CALLED, "call-1", TRACE);
    send("ivr.decisions", null, CALLED, "call-1", TRACE);
    send("dnc.events", null, CALLED, NUMBER, TRACE);
    cluster.flush();

    assertThat(stagesOf("call-1")).containsExactlyInAnyOrder(Stage.DTMF, Stage.IVR_DECISIONS);
  }

  @Test
  void shouldFindTheConsentOfARequestThatOnlyTheTraceIdLeadsTo() {
    send("cxone.dtmf", null, CALLED, "call-1", TRACE);
    send("ivr.decisions", null, CALLED, "call-1", TRACE);
    send("cxone.dnc-events", null, CALLED, "(415) 555-0101", TRACE);
    send("dnc.events", null, CALLED, NUMBER, TRACE);
    cluster.flush();

    assertThat(stagesOf("call-1"))
        .containsExactlyInAnyOrder(
            Stage.DTMF, Stage.IVR_DECISIONS, Stage.DNC_WEBHOOKS, Stage.DNC_EVENTS);
  }

  private List<Stage> stagesOf(String id) {
    try (var reader = LogReader.open(cluster.kafka())) {
      return new Tracer(cluster.kafka(), reader)
          .find(new Subject(id, Set.of(id), "US", false), LogWindow.ALL, Progress.SILENT).stream()
              .map(Step::stage)
              .toList();
    }
  }

  private void send(
      String topic, @Nullable Integer partition, Instant at, String key, String trace) {
    send(topic, partition, at, key, "{}", trace);
  }

  private void send(String topic, Instant at, String key, String value, String trace) {
    send(topic, null, at, key, value, trace);
  }

  private void send(
      String topic,
      @Nullable Integer partition,
      Instant at,
      String key,
      String value,
      String trace) {
    cluster.send(record(topic, partition, at, key, value, trace));
  }

  /** In a transaction of its own, whose marker has the time of now. */
  private void commit(String topic, Instant at, String key, String trace) {
    // a new name: right after a commit, a busy broker refuses its next producer by
    // INVALID_TXN_STATE
    var name = cluster.name("late-" + UUID.randomUUID());
    try (var producer =
        new KafkaProducer<>(
            cluster.kafka().clientProperties(Map.of("transactional.id", name)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(record(topic, null, at, key, "{}", trace));
      producer.commitTransaction();
    }
  }

  private ProducerRecord<byte[], byte[]> record(
      String topic,
      @Nullable Integer partition,
      Instant at,
      String key,
      String value,
      String trace) {
    var record =
        new ProducerRecord<>(
            cluster.kafka().prefix().applyTo(topic),
            partition,
            at.toEpochMilli(),
            key.getBytes(UTF_8),
            value.getBytes(UTF_8));
    var traceparent = "00-" + trace + "-" + trace.substring(16) + "-01";
    record.headers().add(EventHeaders.TRACEPARENT, traceparent.getBytes(UTF_8));
    return record;
  }
}
