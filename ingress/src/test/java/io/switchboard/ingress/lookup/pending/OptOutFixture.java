package io.switchboard.ingress.lookup.pending;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.DeadLetterResolution;
import io.switchboard.contract.event.DeadLetterResolution.ResolutionAction;
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
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.DeadLetterHeaders.DeadLetter;
import io.switchboard.contract.headers.DeadLetterRecord;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.Topics;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.ingress.lookup.pending.PendingView.State;
import io.switchboard.ingress.lookup.store.RegistryStore;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.database.DatabaseClient;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The topics of opt-outs and the offsets of their readers, on a real broker and PostgreSQL. The
 * test itself is dnc-streams and the sink.
 */
final class OptOutFixture implements AutoCloseable {
  private static final byte[] KEY = "+14155552671".getBytes(StandardCharsets.UTF_8);
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  private final TestCluster cluster;
  private final Topics topics;
  private final String database =
      EmbeddedDatabase.shared().database("o" + UUID.randomUUID().toString().substring(0, 8));
  private final DatabaseClient client = new DatabaseClient(DatabaseSettings.parse(database));
  private final RegistryStore store = new RegistryStore(DatabaseSettings.parse(database));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HealthChecks health = new HealthChecks();

  OptOutFixture(TestCluster cluster) {
    this.cluster = cluster;
    this.topics = cluster.kafka().topics();
    OptOutTopics.of(topics)
        .all()
        .forEach(
            topic ->
                cluster.create(
                    topic.substring(cluster.kafka().prefix().value().length()), 1, Map.of()));
    sql(
        "CREATE TABLE kafka_offsets"
            + " (consumer text, topic_id text, partition int, next_offset bigint)");
  }

  TestCluster cluster() {
    return cluster;
  }

  Topics topics() {
    return topics;
  }

  HealthChecks health() {
    return health;
  }

  double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  /** A tracker that starts. */
  OptOutTracker start(KafkaSettings kafka, int limit) {
    return OptOutTracker.start(kafka, store, "US", limit, health, meters);
  }

  OptOutTracker start() {
    return start(cluster.kafka(), OptOutTracker.LIMIT);
  }

  /** A tracker that has started. */
  OptOutTracker following(int limit) {
    var tracker = start(cluster.kafka(), limit);
    await()
        .until(
            () ->
                tracker.pending().state() == State.FOLLOWING && status() == HealthCheck.Status.UP);
    return tracker;
  }

  OptOutTracker following() {
    return following(OptOutTracker.LIMIT);
  }

  HealthCheck.Status status() {
    return health.snapshot().stream()
        .filter(check -> check.name().equals(OptOutTracker.CHECK))
        .findAny()
        .orElseThrow()
        .status();
  }

  static void awaitPending(OptOutTracker tracker, String key) {
    await(key).until(() -> tracker.pending().contains(List.of(key)));
  }

  <V> long send(Topic<String, V> topic, V value) {
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

  /** A dead letter as dnc-streams and the sink write them; the source's partition is 0. */
  <V> void sendDeadLetter(
      ServiceName service, String destination, Topic<String, V> from, long offset, byte[] value) {
    var why =
        new DeadLetter(
            from.name(), 0, offset, "E", "m", destination, service.wireName(), Instant.now());
    var topic = topics.deadLetters(service.wireName()).name();
    try (var producer = producer(Map.of())) {
      producer.send(DeadLetterRecord.of(topic, KEY, value, new RecordHeaders(), why)).get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** What an operator does with a dead letter. */
  void resolve(
      ServiceName service,
      String destination,
      Topic<?, ?> from,
      long offset,
      ResolutionAction action,
      boolean committed) {
    var id = DeadLetterHeaders.id(service.wireName(), from.name() + "-0-" + offset, destination);
    var topic = topics.deadLetterResolutions();
    var resolution = new DeadLetterResolution(id, action, AT, "ann", null);
    try (var producer = producer(Map.of("transactional.id", cluster.name("dlq")))) {
      producer.initTransactions();
      producer.beginTransaction();
      var value = topic.values().serializer().serialize(topic.name(), resolution);
      producer.send(new ProducerRecord<>(topic.name(), KEY, value)).get();
      if (committed) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    return new KafkaProducer<>(
        cluster.kafka().clientProperties(more),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  void dncStreamsAt(Topic<?, ?> topic, long next) throws Exception {
    cluster
        .admin()
        .alterConsumerGroupOffsets(
            cluster.name("dnc-streams"),
            Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(next)))
        .all()
        .get();
  }

  void sinkAt(long next) throws Exception {
    var registry = topics.dncRegistry().name();
    var described = cluster.admin().describeTopics(List.of(registry)).allTopicNames().get();
    var id = Objects.requireNonNull(described.get(registry)).topicId();
    sql(
        "DELETE FROM kafka_offsets; INSERT INTO kafka_offsets VALUES ('%s', '%s', 0, %d)"
            .formatted(cluster.name("sink-postgres"), id, next));
  }

  void sql(String statements) {
    try {
      client.execute(statements);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] webhook(String event, String number) {
    return "{\"phoneNumber\":\"%s\",\"eventName\":\"%s\"}"
        .formatted(number, event)
        .getBytes(StandardCharsets.UTF_8);
  }

  static CallOutcome outcome(Outcome outcome, String number) {
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

  static ClassifiedDisposition disposition(String category, String number) {
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

  static DncEvent event(Consent consent, String key) {
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

  static DncRegistration registration(boolean doNotCall, String key) {
    return new DncRegistration(
        key, doNotCall, AT, "e-" + key, DncSource.WEBHOOK, null, List.of(), "head", 1, AT);
  }

  @Override
  public void close() {
    client.close();
    store.close();
    cluster.close();
  }
}
