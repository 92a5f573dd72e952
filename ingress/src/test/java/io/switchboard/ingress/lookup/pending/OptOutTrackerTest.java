package io.switchboard.ingress.lookup.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.disposition.Severity;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.Topics;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.ingress.lookup.pending.PendingView.State;
import io.switchboard.ingress.lookup.store.RegistryStore;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import io.switchboard.testkit.cluster.TestCluster;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real broker and PostgreSQL; the test itself is dnc-streams and the sink. */
final class OptOutTrackerTest {
  private static final String SENT = "(415) 555-2671";
  private static final String NUMBER = "+14155552671";
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  private final TestCluster cluster = TestCluster.start();
  private final Topics topics = cluster.kafka().topics();
  private final String database =
      EmbeddedDatabase.shared().database("o" + UUID.randomUUID().toString().substring(0, 8));
  private final RegistryStore store = new RegistryStore(DatabaseSettings.parse(database));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HealthChecks health = new HealthChecks();

  @BeforeEach
  void prepare() throws Exception {
    OptOutTopics.of(topics)
        .all()
        .forEach(topic -> cluster.create(topic.substring(prefix().length()), 1, Map.of()));
    sql(
        "CREATE TABLE kafka_offsets"
            + " (consumer text, topic_id text, partition int, next_offset bigint)");
  }

  @AfterEach
  void close() {
    store.close();
    cluster.close();
  }

  @Test
  void shouldSuppressAnOptOutOfEachSource() {
    try (var tracker = following()) {
      send(topics.dncWebhookEvents(), webhook("optOut", "415-555-2601 / 415-555-2602"));
      send(topics.dncWebhookEvents(), webhook("optIn", "415-555-2603"));
      send(topics.ivrOutcomes(), outcome(Outcome.OPTED_OUT, "+14155552604"));
      send(topics.ivrOutcomes(), outcome(Outcome.COMPLETED, "+14155552605"));
      send(topics.dispositionsClassified(), disposition("do_not_call", "+14155552606"));
      send(topics.dispositionsClassified(), disposition("wrong_number", "+14155552607"));
      send(topics.dncEvents(), event(Consent.OPT_OUT, "+14155552608"));
      send(topics.dncEvents(), event(Consent.OPT_OUT, "call:c1"));
      send(topics.dncEvents(), event(Consent.OPT_IN, "+14155552609"));
      send(topics.dncRegistry(), registration(true, "raw:123"));
      send(topics.dncRegistry(), registration(false, "+14155552610"));

      awaitPending(tracker, "raw:123");

      for (var number : List.of("601", "602", "604", "606", "608")) {
        awaitPending(tracker, "+14155552" + number);
      }
      assertThat(meters.get("dnc_pending_opt_outs").gauge().value()).isEqualTo(6);
    }
  }

  @Test
  void shouldReadAtItsStartWhatTheRegistryHasNotTaken() throws Exception {
    var taken = send(topics.dncWebhookEvents(), webhook("optOut", "415-555-2601"));
    send(topics.dncWebhookEvents(), webhook("optOut", SENT));
    send(topics.dncRegistry(), registration(true, "+14155552602"));
    send(topics.dncRegistry(), registration(true, "+14155552603"));
    dncStreamsAt(topics.dncWebhookEvents(), taken + 1);
    sinkAt(1);

    try (var tracker = following()) {
      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();
      assertThat(tracker.pending().contains(List.of("+14155552603"))).isTrue();
      assertThat(tracker.pending().contains(List.of("+14155552601", "+14155552602"))).isFalse();
    }
  }

  @Test
  void shouldSuppressAnAcknowledgedOptOutUntilTheRegistryHasIt() throws Exception {
    try (var tracker = following()) {
      var offset = send(topics.dncWebhookEvents(), webhook("optOut", SENT));
      tracker.acknowledged(SENT, new Publication.Durable("id", 0, offset), Instant.now());
      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();

      send(topics.dncEvents(), event(Consent.OPT_OUT, NUMBER));
      dncStreamsAt(topics.dncWebhookEvents(), offset + 1);
      send(topics.dncRegistry(), registration(true, NUMBER));
      dncStreamsAt(topics.dncEvents(), 1);
      await("the one in dnc.registry").until(() -> tracker.places() == 1);
      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();
      sinkAt(1);

      await().until(() -> !tracker.pending().contains(List.of(NUMBER)));
      assertThat(tracker.pending().state()).isEqualTo(State.FOLLOWING);
    }
  }

  @Test
  void shouldKnowAnAcknowledgedOptOutAlsoWhenKafkaCannotBeReached() {
    var nowhere =
        new io.switchboard.contract.settings.KafkaSettings(
            Map.of("bootstrap.servers", "127.0.0.1:1"), cluster.kafka().prefix());
    try (var tracker = OptOutTracker.start(nowhere, store, "US", health, meters)) {
      tracker.acknowledged(SENT, new Publication.Durable("id", 0, 7), Instant.now());

      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();
      assertThat(tracker.pending().state()).isEqualTo(State.STARTING);
    }
  }

  @Test
  void shouldReadAgainWhatDncStreamsIsSetBackTo() throws Exception {
    var first = send(topics.dncEvents(), event(Consent.OPT_OUT, NUMBER));
    dncStreamsAt(topics.dncEvents(), first + 1);
    try (var tracker = following()) {
      assertThat(tracker.pending().contains(List.of(NUMBER))).isFalse();

      dncStreamsAt(topics.dncEvents(), first);

      awaitPending(tracker, NUMBER);
    }
  }

  @Test
  void shouldForgetTheOptOutsOfATopicThatIsCreatedAgain() throws Exception {
    try (var tracker = following()) {
      send(topics.dncEvents(), event(Consent.OPT_OUT, NUMBER));
      awaitPending(tracker, NUMBER);

      cluster.admin().deleteTopics(List.of(topics.dncEvents().name())).all().get();
      await().ignoreExceptions().untilAsserted(() -> cluster.create("dnc.events", 2, Map.of()));

      await().until(() -> !tracker.pending().contains(List.of(NUMBER)));
      await().until(() -> tracker.pending().state() == State.FOLLOWING);
      send(topics.dncEvents(), event(Consent.OPT_OUT, "+14155552601"));
      awaitPending(tracker, "+14155552601");
    }
  }

  @Test
  void shouldBeReadyWithoutPostgresqlButNotFollow() throws Exception {
    sql("DROP TABLE kafka_offsets");
    try (var tracker = OptOutTracker.start(cluster.kafka(), store, "US", health, meters)) {
      await().until(() -> status() == HealthCheck.Status.PAUSED);

      assertThat(health.ready()).isTrue();
      assertThat(tracker.pending().state()).isEqualTo(State.STARTING);
      assertThat(meters.get("dnc_pending_followed").gauge().value()).isZero();
    }
  }

  private OptOutTracker following() {
    var tracker = OptOutTracker.start(cluster.kafka(), store, "US", health, meters);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                tracker.pending().state() == State.FOLLOWING && status() == HealthCheck.Status.UP);
    return tracker;
  }

  private HealthCheck.Status status() {
    return health.snapshot().stream()
        .filter(check -> check.name().equals(OptOutTracker.CHECK))
        .findAny()
        .orElseThrow()
        .status();
  }

  private static void awaitPending(OptOutTracker tracker, String key) {
    await(key).atMost(Duration.ofSeconds(60)).until(() -> tracker.pending().contains(List.of(key)));
  }

  private String prefix() {
    return cluster.kafka().prefix().value();
  }

  private <V> long send(Topic<String, V> topic, V value) {
    try (var producer =
        new KafkaProducer<>(
            cluster.kafka().clientProperties(Map.of()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      var bytes = topic.values().serializer().serialize(topic.name(), value);
      return producer.send(new ProducerRecord<>(topic.name(), "key", bytes)).get().offset();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void dncStreamsAt(Topic<?, ?> topic, long next) throws Exception {
    cluster
        .admin()
        .alterConsumerGroupOffsets(
            cluster.name("dnc-streams"),
            Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(next)))
        .all()
        .get();
  }

  private void sinkAt(long next) throws Exception {
    var registry = topics.dncRegistry().name();
    var described = cluster.admin().describeTopics(List.of(registry)).allTopicNames().get();
    var id = Objects.requireNonNull(described.get(registry)).topicId();
    sql(
        "DELETE FROM kafka_offsets; INSERT INTO kafka_offsets VALUES ('%s', '%s', 0, %d)"
            .formatted(cluster.name("sink-postgres"), id, next));
  }

  private void sql(String statements) throws Exception {
    var settings = DatabaseSettings.parse(database);
    try (var connection =
            DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
        var statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  private static byte[] webhook(String event, String number) {
    return "{\"phoneNumber\":\"%s\",\"eventName\":\"%s\"}"
        .formatted(number, event)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static CallOutcome outcome(Outcome outcome, String number) {
    return new CallOutcome(
        "c1",
        outcome,
        "",
        List.of(),
        List.of(),
        AT,
        AT,
        0,
        number,
        Tier.GOLD,
        "d",
        CallSource.MENU);
  }

  private static ClassifiedDisposition disposition(String category, String number) {
    return new ClassifiedDisposition(
        "e1",
        "k1",
        "1001",
        null,
        category,
        Severity.CRITICAL,
        "r",
        "1",
        "",
        1,
        null,
        false,
        AT,
        TimeSource.EVENT,
        AT,
        number);
  }

  private static DncEvent event(Consent consent, String key) {
    return new DncEvent(
        "e-" + key,
        key,
        consent,
        AT,
        TimeSource.EVENT,
        AT,
        DncSource.OPERATOR,
        null,
        "s",
        "1",
        List.of(),
        null,
        null,
        null,
        null);
  }

  private static DncRegistration registration(boolean doNotCall, String key) {
    return new DncRegistration(
        key, doNotCall, AT, "e-" + key, DncSource.WEBHOOK, null, List.of(), "head", 1, AT);
  }
}
