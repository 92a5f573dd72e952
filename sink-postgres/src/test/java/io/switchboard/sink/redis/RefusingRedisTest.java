package io.switchboard.sink.redis;

import static io.switchboard.sink.redis.MirrorRig.NOON;
import static io.switchboard.sink.redis.MirrorRig.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.EmbeddedRedis;
import io.switchboard.embedded.FreePorts;
import io.switchboard.service.HealthChecks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The mirror on a real Redis that refuses writes, loses them, or has older data again. */
final class RefusingRedisTest {
  private static final String FIRST = "+14155552671";
  private static final String SECOND = "+14155552672";

  private final MirrorRig rig = new MirrorRig();
  private final KafkaSettings kafka =
      new KafkaSettings(
          Map.of("bootstrap.servers", EmbeddedBroker.shared().bootstrapServers()), rig.prefix);
  private final HealthChecks health = new HealthChecks();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  @TempDir Path directory;
  private EmbeddedRedis redis;
  private RedisClient client;
  private RedisCommands<String, String> commands;

  @BeforeEach
  void start() throws Exception {
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      var topic = kafka.topics().dncRegistry().name();
      admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
    }
    redis = EmbeddedRedis.start(directory, FreePorts.next());
    client = RedisClient.create(redis.url());
    commands = client.connect().sync();
  }

  @AfterEach
  void stop() {
    client.shutdown();
    redis.close();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(
            "OOM: maxmemory",
            redis -> redis.configSet("maxmemory", "1"),
            redis -> redis.configSet("maxmemory", "0")),
        refusal(
            "READONLY: the server is a replica",
            redis -> redis.replicaof("127.0.0.1", 1),
            RedisCommands::replicaofNoOne),
        refusal(
            "MISCONF: it cannot save",
            RefusingRedisTest::failToSave,
            redis -> redis.configSet("stop-writes-on-bgsave-error", "no")));
  }

  private static Arguments refusal(
      String said,
      Consumer<RedisCommands<String, String>> begin,
      Consumer<RedisCommands<String, String>> end) {
    return Arguments.of(said, begin, end);
  }

  /** A directory has the name of the file that Redis would write. */
  private static void failToSave(RedisCommands<String, String> redis) {
    redis.configSet("save", "3600 1");
    redis.bgsave();
    await().until(() -> redis.info("persistence").contains("rdb_last_bgsave_status:err"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void shouldSayWhatToDoWhileRedisRefusesWritesAndContinueByItself(
      String said,
      Consumer<RedisCommands<String, String>> begin,
      Consumer<RedisCommands<String, String>> end)
      throws Exception {
    Files.createDirectories(directory.resolve("dump.rdb").resolve("in the way"));
    try (var _ = mirror()) {
      send(registration(FIRST, true, NOON, "a"));
      await().until(() -> doNotCall(FIRST).isPresent());
      begin.accept(commands);

      send(registration(SECOND, true, NOON, "b"));

      await().until(() -> health.snapshot().toString().contains("waits for Redis: " + said));
      assertThat(registry.get("dnc_mirror_paused").gauge().value()).isOne();
      assertThat(health.ready()).isTrue();
      end.accept(commands);
      await().until(() -> doNotCall(SECOND).isPresent());
      await().until(() -> registry.get("dnc_mirror_paused").gauge().value() == 0);
    }
  }

  /** As after a fail-over to a replica that lacked the last writes. */
  @Test
  void shouldWriteAgainWhatRedisLostWithItsConnection() throws Exception {
    try (var _ = mirror()) {
      send(registration(FIRST, true, NOON, "a"));
      await().until(() -> doNotCall(FIRST).isPresent());
      var offsets = commands.hgetall(rig.layout.offsets());
      send(registration(FIRST, false, NOON.plusSeconds(1), "b"));
      await().until(() -> doNotCall(FIRST).equals(Optional.of(false)));
      await().until(() -> !commands.hgetall(rig.layout.offsets()).equals(offsets));

      commands.hset(rig.layout.offsets(), offsets);
      commands.set(key(FIRST), new DncMirror.MirrorEntry(NOON, true, "a", "by test").text());
      commands.clientKill(KillArgs.Builder.typeNormal().skipme());

      await().until(() -> doNotCall(FIRST).equals(Optional.of(false)));
    }
  }

  @Test
  void shouldLeaveNoNumbersOfAnEpochWhosePointerWasEvicted() throws Exception {
    try (var _ = mirror()) {
      send(registration(FIRST, true, NOON, "a"));
      await().until(() -> doNotCall(FIRST).isPresent());
      var evicted = key(FIRST);

      commands.del(rig.layout.epoch());

      await().until(() -> doNotCall(FIRST).isPresent());
      await().until(() -> commands.exists(evicted) == 0);
    }
  }

  private RedisMirror mirror() {
    return RedisMirror.start(redis.url(), kafka, health, registry);
  }

  private String key(String number) {
    return rig.layout.number(String.valueOf(commands.get(rig.layout.epoch())), number);
  }

  private Optional<Boolean> doNotCall(String number) {
    return Optional.ofNullable(commands.get(key(number)))
        .flatMap(DncMirror.MirrorEntry::parse)
        .map(DncMirror.MirrorEntry::doNotCall);
  }

  private void send(DncRegistration registration) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of()), new StringSerializer(), new StringSerializer())) {
      var json = Json.mapper().writeValueAsString(registration);
      producer
          .send(
              new ProducerRecord<>(
                  kafka.topics().dncRegistry().name(), registration.phoneNumber(), json))
          .get();
    }
  }
}
