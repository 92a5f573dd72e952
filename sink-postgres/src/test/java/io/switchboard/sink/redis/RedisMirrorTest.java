package io.switchboard.sink.redis;

import static io.switchboard.sink.redis.MirrorRig.NOON;
import static io.switchboard.sink.redis.MirrorRig.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.EmbeddedRedis;
import io.switchboard.embedded.FreePorts;
import io.switchboard.service.HealthChecks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
final class RedisMirrorTest {
  private final MirrorRig rig = new MirrorRig();
  private final KafkaSettings kafka =
      new KafkaSettings(
          Map.of("bootstrap.servers", EmbeddedBroker.shared().bootstrapServers()), rig.prefix);

  @BeforeEach
  void createTopic() throws Exception {
    createTopic(kafka);
  }

  private static void createTopic(KafkaSettings kafka) throws Exception {
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      var topic = kafka.topics().dncRegistry().name();
      admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
    }
  }

  @Test
  void shouldBuildAndFollow() throws Exception {
    send(registration("+14155552671", true, NOON, "a"));
    try (var _ = start();
        var store = rig.store()) {
      var epoch = awaitEpoch(store);

      send(registration("+14155552672", false, NOON, "b"));

      await().until(() -> rig.entry(epoch, "+14155552672").isPresent());
      assertThat(rig.entry(epoch, "+14155552671").map(DncMirror.MirrorEntry::doNotCall))
          .contains(true);
    }
  }

  @Test
  void shouldBuildAgainAfterRedisLostAllData() throws Exception {
    send(registration("+14155552671", true, NOON, "a"));
    send(registration("+14155552672", false, NOON, "b"));
    try (var _ = start();
        var store = rig.store()) {
      var _ = awaitEpoch(store);

      removeEverything();

      var epoch = awaitEpoch(store);
      assertThat(rig.entry(epoch, "+14155552671")).isPresent();
      assertThat(rig.entry(epoch, "+14155552672")).isPresent();
    }
  }

  @Test
  void shouldContinueAtItsOffsetsAfterARestart() throws Exception {
    send(registration("+14155552671", true, NOON, "a"));
    String epoch;
    try (var store = rig.store()) {
      try (var _ = start()) {
        epoch = awaitEpoch(store);
        await().until(() -> !store.offsets().isEmpty());
      }
      send(registration("+14155552672", true, NOON, "b"));
      try (var _ = start()) {
        await().until(() -> rig.entry(epoch, "+14155552672").isPresent());

        assertThat(store.epoch()).contains(epoch);
      }
    }
  }

  @Test
  void shouldReadATopicThatWasMadeAgainUnderItsHandsFromItsBeginning() throws Exception {
    send(registration("+14155552671", true, NOON, "a"));
    try (var _ = start();
        var store = rig.store()) {
      var epoch = awaitEpoch(store);
      await().until(() -> !store.offsets().isEmpty());
      var before = store.offsets().keySet();

      recreateTopic();
      send(registration("+14155552671", false, NOON.plusSeconds(1), "b"));

      await()
          .until(
              () ->
                  !store.offsets().isEmpty()
                      && before.stream().noneMatch(store.offsets()::containsKey));
      assertThat(rig.entry(epoch, "+14155552671").map(DncMirror.MirrorEntry::doNotCall))
          .contains(false);
    }
  }

  @Test
  void shouldReportThatKafkaIsAway(@TempDir Path directory) throws Exception {
    var health = new HealthChecks();
    try (var broker = EmbeddedBroker.start(directory, FreePorts.next(), FreePorts.next())) {
      var own =
          new KafkaSettings(Map.of("bootstrap.servers", broker.bootstrapServers()), rig.prefix);
      createTopic(own);
      try (var _ =
              RedisMirror.start(
                  EmbeddedRedis.shared().url(), own, health, new SimpleMeterRegistry());
          var store = rig.store()) {
        var _ = awaitEpoch(store);

        broker.close();

        await().until(() -> health.snapshot().toString().contains("waits for Kafka"));
      }
    }
  }

  @Test
  void shouldSkipARecordThatIsNoCompleteRegistration() throws Exception {
    send("+14155552671", "{\"phoneNumber\":\"+14155552671\",\"doNotCall\":true}");
    send("+14155552671", "no JSON");
    send(registration("+14155552671", true, NOON, "a"));

    try (var _ = start();
        var store = rig.store()) {
      var epoch = awaitEpoch(store);

      assertThat(rig.entry(epoch, "+14155552671")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOADING Redis is loading the dataset in memory",
        "NOAUTH Authentication required.",
        "WRONGPASS invalid username-password pair or user is disabled.",
        "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."
      })
  void shouldSayWhyRedisRefuses(String error) throws Exception {
    var health = new HealthChecks();
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> refuse(server, error));
      var url = "redis://127.0.0.1:" + server.getLocalPort();
      try (var _ = RedisMirror.start(url, kafka, health, new SimpleMeterRegistry())) {
        var code = error.substring(0, error.indexOf(' '));
        await()
            .until(
                () ->
                    health.snapshot().stream()
                        .anyMatch(check -> check.toString().contains("waits for Redis: " + code)));
      }
    }
  }

  /** Answers every command with this error, until the server is closed. */
  private static void refuse(ServerSocket server, String error) {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        var command = new byte[4096];
        while (socket.getInputStream().read(command) > 0) {
          socket.getOutputStream().write(("-" + error + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        assertThat(e).isInstanceOf(SocketException.class); // closed by either side
      }
    }
  }

  private static String awaitEpoch(MirrorStore store) {
    await().until(() -> store.epoch().isPresent());
    return store.epoch().orElseThrow();
  }

  private RedisMirror start() {
    return RedisMirror.start(
        EmbeddedRedis.shared().url(), kafka, new HealthChecks(), new SimpleMeterRegistry());
  }

  private void recreateTopic() throws Exception {
    var topic = kafka.topics().dncRegistry().name();
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      admin.deleteTopics(List.of(topic)).all().get();
      await()
          .ignoreExceptions() // it is still being deleted
          .until(
              () -> {
                admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
                return true;
              });
    }
  }

  private void removeEverything() {
    MirrorRig.redis(
        commands -> {
          var keys = commands.keys(rig.layout.base() + "*");
          return commands.del(keys.toArray(String[]::new));
        });
  }

  private void send(DncRegistration registration) throws Exception {
    send(registration.phoneNumber(), Json.mapper().writeValueAsString(registration));
  }

  private void send(String key, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of()), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(kafka.topics().dncRegistry().name(), key, value)).get();
    }
  }
}
