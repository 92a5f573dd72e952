package io.switchboard.ingress.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.EmbeddedRedis;
import io.switchboard.embedded.FreePorts;
import io.switchboard.ingress.clock.ReceiveClock;
import io.switchboard.ingress.lookup.pipeline.PipelineLagMonitor;
import io.switchboard.service.HealthChecks;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker, PostgreSQL and Redis, also while these are down. */
final class DncLookupServiceTest {
  private static final String FREE = "+442079460958";
  private static final String BLOCKED = "+14155552671";
  private static final String NEVER_HEARD_OF = "+14155552672";

  private final String name = "l" + UUID.randomUUID().toString().substring(0, 8);
  private final TopicPrefix prefix = new TopicPrefix(name + "-");
  private final KafkaSettings kafka =
      new KafkaSettings(
          Map.of("bootstrap.servers", EmbeddedBroker.shared().bootstrapServers()), prefix);
  private final String databaseUrl = EmbeddedDatabase.shared().database(name);
  private final DncMirror mirror = new DncMirror(prefix);
  private final HealthChecks health = new HealthChecks();
  private final Admin admin = Admin.create(kafka.clientProperties(Map.of()));

  @TempDir Path directory;

  @BeforeEach
  void prepare() throws Exception {
    var topics = kafka.topics();
    admin
        .createTopics(
            Stream.of(
                    topics.dtmf().name(),
                    topics.callResults().name(),
                    topics.dncWebhookEvents().name(),
                    topics.dispositionsClassified().name(),
                    topics.ivrOutcomes().name(),
                    topics.dncEvents().name(),
                    topics.dncRegistry().name(),
                    topics.deadLetters("dnc-streams").name(),
                    topics.deadLetters("sink-postgres").name(),
                    topics.deadLetterResolutions().name())
                .map(topic -> new NewTopic(topic, 1, (short) 1))
                .toList())
        .all()
        .get();
    sql(
        """
        CREATE TABLE dnc_registry (phone_number text PRIMARY KEY, do_not_call boolean NOT NULL,
          event_time timestamptz NOT NULL, reason text);
        CREATE TABLE kafka_offsets (consumer text, topic_id text, partition int, next_offset bigint);
        INSERT INTO dnc_registry VALUES
          ('+442079460958', false, '2026-11-20T10:00:01Z', 'opt-in by webhook'),
          ('raw:12345', true, '2026-11-20T10:00:01Z', 'opt-out by webhook')\
        """);
    redis(
        commands -> {
          commands.set(mirror.epoch(), "1");
          commands.set(
              mirror.number("1", BLOCKED),
              new DncMirror.MirrorEntry(Instant.EPOCH, true, "id", "opt-out by ivr").text());
        });
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldAnswerFromTheMirrorAndTheRegistry() {
    try (var service = service(EmbeddedRedis.shared().url(), databaseUrl)) {
      await().until(() -> !look(service, FREE).doNotCall());

      var answers = service.lookUp(List.of(BLOCKED, FREE, NEVER_HEARD_OF, "123 45"));

      assertThat(answers)
          .extracting(LookupAnswer::reason)
          .containsExactly(
              "opt-out by ivr", "opt-in by webhook", "no record", "opt-out by webhook");
    }
  }

  @Test
  void shouldKnowNothingWhileTheWayToPostgresqlLagsBehindAndAgainWhenItDoesNot() throws Exception {
    try (var service = service(EmbeddedRedis.shared().url(), databaseUrl)) {
      await().until(() -> !look(service, FREE).doNotCall());
      var input = kafka.topics().dncWebhookEvents().name();
      send(input, Instant.now().minusSeconds(61));
      await().until(() -> look(service, FREE).doNotCall());
      assertThat(look(service, FREE).reason()).isEqualTo("unknown");
      assertThat(look(service, BLOCKED).reason()).isEqualTo("opt-out by ivr");

      admin
          .alterConsumerGroupOffsets(
              prefix.applyTo("dnc-streams"),
              Map.of(new TopicPartition(input, 0), new OffsetAndMetadata(1)))
          .all()
          .get();

      await().until(() -> !look(service, FREE).doNotCall());
    }
  }

  @Test
  void shouldKnowNothingWhileAnAgentsOptOutMayWaitForItsClassification() throws Exception {
    try (var service = service(EmbeddedRedis.shared().url(), databaseUrl)) {
      await().until(() -> !look(service, FREE).doNotCall());
      send(kafka.topics().callResults().name(), Instant.now().minusSeconds(61));

      await().until(() -> look(service, FREE).doNotCall());
    }
  }

  @Test
  void shouldKnowNothingWhileTheSinkLagsBehind() throws Exception {
    try (var service = service(EmbeddedRedis.shared().url(), databaseUrl)) {
      await().until(() -> !look(service, FREE).doNotCall());
      send(kafka.topics().dncRegistry().name(), Instant.now().minusSeconds(61));

      await().until(() -> look(service, FREE).doNotCall());
    }
  }

  @Test
  void shouldKnowNothingFromAMirrorThatWasNeverBuilt() {
    redis(commands -> commands.del(mirror.epoch()));
    try (var service = service(EmbeddedRedis.shared().url(), databaseUrl)) {
      await().until(() -> isUp());

      assertThat(look(service, FREE).reason()).isEqualTo("unknown");
      assertThat(look(service, FREE).doNotCall()).isTrue();
    }
  }

  @Test
  void shouldSuppressWhenRedisStopsAndAnswerAgainWhenItIsBack() {
    var port = FreePorts.next();
    var redis = EmbeddedRedis.start(directory, port);
    withRedis(redis.url(), commands -> commands.set(mirror.epoch(), "1"));
    try (var service = service(redis.url(), databaseUrl)) {
      await().until(() -> !look(service, FREE).doNotCall());

      redis.close();

      await().until(() -> look(service, FREE).doNotCall());
      redis = EmbeddedRedis.start(directory, port);
      await().until(() -> !look(service, FREE).doNotCall());
    } finally {
      redis.close();
    }
  }

  @Test
  void shouldSuppressWhenPostgresqlIsDownButKeepTheMirrorsReasons() {
    var nowhere = "postgres://postgres:postgres@127.0.0.1:" + FreePorts.next() + "/switchboard";
    try (var service = service(EmbeddedRedis.shared().url(), nowhere)) {
      var answers = service.lookUp(List.of(BLOCKED, FREE));

      assertThat(answers).allMatch(LookupAnswer::doNotCall);
      assertThat(answers)
          .extracting(LookupAnswer::reason)
          .containsExactly("opt-out by ivr", "unknown");
    }
  }

  private boolean isUp() {
    return health.snapshot().stream()
        .anyMatch(
            check ->
                check.name().equals(PipelineLagMonitor.CHECK)
                    && check.status() == io.switchboard.service.HealthCheck.Status.UP);
  }

  private static LookupAnswer look(DncLookupService service, String number) {
    return service.lookUp(List.of(number)).getFirst();
  }

  private DncLookupService service(String redisUrl, String databaseUrl) {
    return DncLookupService.start(
        new LookupSettings(
            DatabaseSettings.parse(databaseUrl),
            redisUrl,
            "US",
            LookupSettings.TOLERATED,
            new byte[0]),
        kafka,
        new ReceiveClock(),
        health,
        new SimpleMeterRegistry());
  }

  private void send(String topic, Instant at) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(topic, 0, at.toEpochMilli(), new byte[1], new byte[1]))
          .get();
    }
  }

  private void sql(String statements) throws Exception {
    var settings = DatabaseSettings.parse(databaseUrl);
    try (var connection =
            DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
        var statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  private void redis(
      java.util.function.Consumer<io.lettuce.core.api.sync.RedisCommands<String, String>> work) {
    withRedis(EmbeddedRedis.shared().url(), work);
  }

  private static void withRedis(
      String url,
      java.util.function.Consumer<io.lettuce.core.api.sync.RedisCommands<String, String>> work) {
    var client = RedisClient.create(url);
    try (var connection = client.connect()) {
      work.accept(connection.sync());
    } finally {
      client.shutdown();
    }
  }
}
