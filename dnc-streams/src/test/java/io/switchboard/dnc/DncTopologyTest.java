package io.switchboard.dnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.time.Times;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.dnc.registry.Normaliser;
import io.switchboard.streams.StreamsOptions;
import io.switchboard.streams.StreamsService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DncTopologyTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant BEFORE = Instant.parse("2026-11-20T10:00:05Z");
  private static final Topics TOPICS = new Topics(TopicPrefix.NONE);

  private final SimpleMeterRegistry figures = new SimpleMeterRegistry();
  @TempDir Path state;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private TopologyTestDriver driver;

  @BeforeEach
  void open() {
    driver = new TopologyTestDriver(topology(), properties());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldBringTwoWritingsOfANumberTogetherAndLetTheLaterOptOutStand() {
    webhook("(415) 555-2671", "optOut", "2026-11-20T10:00:05Z");
    webhook("+14155552671", "optIn", "2026-11-20T10:00:01Z");
    webhook("+442079460958", "optIn", "2026-11-20T10:00:01Z");

    var registry = output(TOPICS.dncRegistry()).readKeyValuesToMap();

    assertThat(registry)
        .hasSize(2)
        .hasEntrySatisfying(
            "+14155552671",
            number -> {
              assertThat(number.doNotCall()).isTrue();
              assertThat(number.eventTime()).isEqualTo(BEFORE);
            })
        .hasEntrySatisfying("+442079460958", number -> assertThat(number.doNotCall()).isFalse());
    assertThat(output(TOPICS.dncDecisions()).readValuesToList())
        .extracting(decision -> decision.kind())
        .containsExactly(DncDecisionKind.APPLIED, DncDecisionKind.STALE, DncDecisionKind.APPLIED);
  }

  @Test
  void shouldHandListsTimesAndTraceDown() {
    var source = headers("0123456789abcdef0123456789abcdef", BEFORE);
    var body =
        """
        {"phoneNumber":"+14155552671","eventName":"optOut","timestamp":"2026-11-20T10:00:05Z",
         "metadata":{"customListIds":["l1",7]}}""";
    input(TOPICS.dncWebhookEvents())
        .pipeInput(new TestRecord<>("+14155552671", bytes(body), source.toKafka(), RECEIVED));

    var record = output(TOPICS.dncRegistry()).readRecord();

    assertThat(record.value().customListIds()).containsExactly("l1", "7");
    assertThat(record.value().eventId()).isEqualTo(source.id());
    var headers = EventHeaders.read(record.headers(), "none", 0);
    assertThat(headers.traceparent()).isEqualTo(source.traceparent());
    assertThat(headers.receivedAt()).isEqualTo(RECEIVED);
    assertThat(headers.time()).isEqualTo(BEFORE);
    assertThat(headers.subject()).isEqualTo("+14155552671");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"+14155552671\" | \"OPTOUT\" | 1795168805000.0                | EVENT",
        "4155552671       | \"optOut\" | 1795168805                     | EVENT",
        "4155552671.0     | \"optout\" | \"2026-11-20T10:00:05,0+0000\"  | EVENT",
        "4.155552671E9    | \"OptOut\" | \"1795168805000.0\"             | EVENT",
        "\"+14155552671\" | \"optOut\" | 202405201010                   | RECEIVED",
        "\"+14155552671\" | \"optOut\" | \"9999-12-31T00:00:00Z\"        | RECEIVED",
        "\"+14155552671\" | \"optOut\" | \"1999-12-31T23:59:59Z\"        | RECEIVED",
        "\"+14155552671\" | \"optOut\" | null                           | RECEIVED"
      })
  void shouldReadNumbersNamesAndTimesAsIngressDoes(
      String number, String name, String timestamp, TimeSource source) {
    var body =
        "{\"phoneNumber\":%s,\"eventName\":%s,\"timestamp\":%s}"
            .formatted(number.strip(), name.strip(), timestamp.strip());
    input(TOPICS.dncWebhookEvents())
        .pipeInput(new TestRecord<>("x", bytes(body), headers("id", BEFORE).toKafka(), RECEIVED));

    var event = output(TOPICS.dncEvents()).readValue();

    assertThat(event.key()).isEqualTo("+14155552671");
    assertThat(event.eventName()).isEqualTo(Consent.OPT_OUT);
    assertThat(event.timeSource()).isEqualTo(source);
    assertThat(event.eventTime())
        .isEqualTo(source == TimeSource.EVENT ? Instant.parse("2026-11-20T10:00:05Z") : RECEIVED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "0", "null", "Undefined"})
  void shouldKeepUnresolvedOptOutsOfDifferentPeopleApart(String contactId) {
    var body =
        "{\"phoneNumber\":\"anonymous\",\"eventName\":\"optOut\",\"metadata\":{\"contactId\":\"%s\"}}"
            .formatted(contactId);
    for (var id : List.of("first", "second")) {
      input(TOPICS.dncWebhookEvents())
          .pipeInput(new TestRecord<>("x", bytes(body), headers(id, BEFORE).toKafka(), RECEIVED));
    }

    var decisions = output(TOPICS.dncDecisions()).readValuesToList();

    assertThat(decisions)
        .extracting(DncDecision::phoneNumber)
        .containsExactly("contact:event-first", "contact:event-second");
  }

  @Test
  void shouldNotBelieveAnOptInOfTheYear9999() {
    webhook("+14155552671", "optIn", "9999-12-31T00:00:00Z");

    var decision = output(TOPICS.dncDecisions()).readValue();

    assertThat(decision.kind()).isEqualTo(DncDecisionKind.QUARANTINED);
    assertThat(decision.eventTime()).isEqualTo(RECEIVED);
  }

  @Test
  void shouldKeepAnOptOutWithAnUnreadableNumber() {
    webhook("1234 567 890 ext. 5", "optOut", "2026-11-20T10:00:05Z");

    var registration = registration();

    assertThat(registration.phoneNumber()).isEqualTo("raw:1234567890");
    assertThat(registration.doNotCall()).isTrue();
  }

  @Test
  void shouldQuarantineAnOptInWithAnUnreadableNumberWithoutQuotingIt() {
    webhook("12 34", "optIn", "2026-11-20T10:00:05Z");

    var deadLetter = output(TOPICS.deadLetters(DncService.NAME)).readRecord();

    assertThat(new String(deadLetter.value(), StandardCharsets.UTF_8)).contains("12 34");
    assertThat(EventHeaders.text(deadLetter.headers(), "dlq_message").orElseThrow())
        .isEqualTo("an opt-in of a number that cannot be read");
  }

  @Test
  void shouldSuppressBothReadingsOfANumber() {
    webhook("6562234567", "optOut", "2026-11-20T10:00:05Z");

    var registry = output(TOPICS.dncRegistry()).readKeyValuesToMap();

    assertThat(registry).containsOnlyKeys("+16562234567", "+6562234567");
    assertThat(registry.values()).allMatch(DncRegistration::doNotCall);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"anonymous", "+266696687", "00000", "12 34 ext. 5", "id:12345678", "1.41556E+10"})
  void shouldDecideAnOptOutUnresolvedThatSaysNoNumber(String sent) {
    webhook(sent, "optOut", "2026-11-20T10:00:05Z");

    var decision = output(TOPICS.dncDecisions()).readValue();

    assertThat(decision.kind()).isEqualTo(DncDecisionKind.UNRESOLVED);
    assertThat(decision.phoneNumber()).startsWith(DncKey.CONTACT);
    assertThat(output(TOPICS.dncRegistry()).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "\"4155550123.0\", +14155550123",
    "\"415-555-0123 (cell)\", +14155550123",
    "4155550123, +14155550123",
    "4155550120.0, +14155550120",
    "4.15555012E9, +14155550120",
    "14155550120, +14155550120",
  })
  void shouldReadTheNumberThatTheSenderMeant(String json, String number) {
    var body =
        "{\"phoneNumber\":%s,\"eventName\":\"OPTOUT\",\"timestamp\":\"2026-11-20T10:00:05Z\"}"
            .formatted(json);
    input(TOPICS.dncWebhookEvents())
        .pipeInput(new TestRecord<>("key", bytes(body), headers("e1", BEFORE).toKafka(), RECEIVED));

    assertThat(output(TOPICS.dncRegistry()).readKeyValuesToMap()).containsOnlyKeys(number);
  }

  @Test
  void shouldSuppressAllNumbersOfATextAndItsUnreadableDigits() {
    webhook("415-555-0175 415-555-0176 / 12345678", "optOut", "2026-11-20T10:00:05Z");

    assertThat(output(TOPICS.dncRegistry()).readKeyValuesToMap())
        .containsOnlyKeys("+14155550175", "+14155550176", "raw:12345678");
  }

  @Test
  void shouldNotBelieveAnOptInOfATextThatHoldsMoreThanOneNumber() {
    webhook("415-555-0148/0149", "optIn", "2026-11-20T10:00:05Z");

    assertThat(output(TOPICS.dncDecisions()).readValuesToList())
        .extracting(decision -> decision.kind())
        .containsExactly(DncDecisionKind.QUARANTINED, DncDecisionKind.QUARANTINED);
  }

  @Test
  void shouldTakeADoNotCallDispositionAsAnOptOut() {
    input(TOPICS.dispositionsClassified())
        .pipeInput("c1", disposition("do_not_call", "415-555-2671"), RECEIVED);
    input(TOPICS.dispositionsClassified())
        .pipeInput("c2", disposition("callback_later", "415-555-2672"), RECEIVED);

    var registration = registration();

    assertThat(registration.phoneNumber()).isEqualTo("+14155552671");
    assertThat(registration.source()).isEqualTo(DncSource.DISPOSITION);
    assertThat(output(TOPICS.dncRegistry()).isEmpty()).isTrue();
  }

  @Test
  void shouldDecideAnOptOutWithoutANumberUnresolved() {
    input(TOPICS.dispositionsClassified())
        .pipeInput("c1", disposition("do_not_call", null), RECEIVED);

    var decision = output(TOPICS.dncDecisions()).readValue();

    assertThat(decision.kind()).isEqualTo(DncDecisionKind.UNRESOLVED);
    assertThat(decision.phoneNumber()).isEqualTo(DncKey.CONTACT + "c1");
    assertThat(figures.get("dnc_unresolved").gauge().value()).isEqualTo(1);
  }

  @Test
  void shouldTakeAKeyPressAsAnOptOut() throws Exception {
    var outcome =
        Json.mapper()
            .readValue(
                """
                {"callId":"call-1","outcome":"opted_out","reason":"opt_out","path":["9"],
                 "nodes":["main_menu"],"startedAt":"2026-11-20T10:00:00Z",
                 "endedAt":"2026-11-20T10:00:05Z","durationMs":5000,"phoneNumber":"+14155552671",
                 "tier":"standard","definition":"d","source":"bridge"}""",
                CallOutcome.class);
    input(TOPICS.ivrOutcomes()).pipeInput("call-1", outcome, RECEIVED);

    var registration = registration();

    assertThat(registration.phoneNumber()).isEqualTo("+14155552671");
    assertThat(registration.source()).isEqualTo(DncSource.IVR);
    assertThat(registration.eventTime()).isEqualTo(BEFORE);
  }

  @Test
  void shouldPutUnreadableBodiesAside() {
    input(TOPICS.dncWebhookEvents()).pipeInput("x", bytes("{\"phoneNumber\""), RECEIVED);
    webhook("+14155552671", "optOut", "2026-11-20T10:00:05Z");

    var deadLetters = output(TOPICS.deadLetters(DncService.NAME)).readValuesToList();

    assertThat(deadLetters).hasSize(1);
    assertThat(registration().doNotCall()).isTrue();
  }

  @Test
  void shouldKeepTheTopologyThatIsOnRecord() {
    GoldenFile.assertSame("topology.txt", topology().describe().toString());
  }

  @Test
  void shouldKeepTheJsonThatIsOnRecord() {
    webhook("(415) 555-2671", "optOut", "2026-11-20T10:00:05Z");

    GoldenFile.assertSame("event.json", pretty(output(TOPICS.dncEvents()).readValue()));
    GoldenFile.assertSame("decision.json", pretty(output(TOPICS.dncDecisions()).readValue()));
    GoldenFile.assertSame("registration.json", pretty(output(TOPICS.dncRegistry()).readValue()));
  }

  private DncRegistration registration() {
    return output(TOPICS.dncRegistry()).readValue();
  }

  private void webhook(String number, String eventName, String timestamp) {
    var body =
        "{\"phoneNumber\":\"%s\",\"eventName\":\"%s\",\"timestamp\":\"%s\"}"
            .formatted(number, eventName, timestamp);
    var at = Times.parse(timestamp).orElseThrow();
    var headers = headers(EventId.ofDncWebhook(number, eventName, at, RECEIVED), at);
    input(TOPICS.dncWebhookEvents())
        .pipeInput(new TestRecord<>(number, bytes(body), headers.toKafka(), RECEIVED));
  }

  private static EventHeaders headers(String id, Instant at) {
    return new EventHeaders(
        id,
        "com.nice.cxone.dnc-event",
        "/switchboard/ingress",
        null,
        at,
        RECEIVED,
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  private static ClassifiedDisposition disposition(String category, @Nullable String number) {
    return new ClassifiedDisposition(
        "e-" + category,
        "c1",
        "1001",
        null,
        category,
        io.switchboard.contract.event.disposition.Severity.CRITICAL,
        "r",
        "v",
        "",
        1,
        null,
        false,
        BEFORE,
        io.switchboard.contract.event.TimeSource.EVENT,
        RECEIVED,
        number);
  }

  private <K, V> TestInputTopic<K, V> input(Topic<K, V> topic) {
    return driver.createInputTopic(
        topic.name(), topic.keys().serializer(), topic.values().serializer());
  }

  private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
    return driver.createOutputTopic(
        topic.name(), topic.keys().deserializer(), topic.values().deserializer());
  }

  private Topology topology() {
    return DncTopology.build(TOPICS, new Normaliser("US"), new DncMetrics(figures));
  }

  private Properties properties() {
    var kafka = new KafkaSettings(Map.of("bootstrap.servers", "none:9092"), TopicPrefix.NONE);
    return StreamsService.properties(DncService.NAME, kafka, StreamsOptions.in(state));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String pretty(Object value) {
    try {
      return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
