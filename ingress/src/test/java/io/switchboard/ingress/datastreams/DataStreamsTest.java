package io.switchboard.ingress.datastreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.settings.Environment;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.FreePorts;
import io.switchboard.ingress.RunningIngress;
import io.switchboard.ingress.TopicReader.TextRecord;
import io.switchboard.testkit.brokers.TopicRetention;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.tls.Certificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingress with a second Kafka: other topics on the broker of the tests. */
class DataStreamsTest {
  @AutoClose
  private final TestCluster nice = TestCluster.on(EmbeddedBroker.shared().bootstrapServers());

  @Test
  void shouldCopyIvrLogsByteForByteAndKeepWhatIsNone() {
    nice.create("logs", 2, Map.of());
    var header = "{ \"contactId\":\"51\", \"eventTime\":\"2026-11-27T09:00:00Z\",  \"x\":[1.50] }";
    nice.send("logs", "a", header);
    nice.send("logs", "a", "not JSON");
    nice.send("logs", "b", "{\"contactId\":\"52\"}");
    nice.flush();
    try (var ingress = start()) {
      await().until(() -> logs(ingress).size() >= 2 && rejected(ingress).size() >= 1);

      assertThat(logs(ingress)).extracting(TextRecord::key).containsExactlyInAnyOrder("51", "52");
      var log =
          logs(ingress).stream().filter(it -> it.key().equals("51")).findFirst().orElseThrow();
      assertThat(log.value()).isEqualTo(header);
      assertThat(log.headers())
          .containsEntry("ce_type", "com.nice.cxone.ivr-log")
          .containsEntry("ce_subject", "51")
          .containsEntry("ce_time", "2026-11-27T09:00:00.000Z")
          .containsEntry("content-type", "application/json");
      assertThat(rejected(ingress).getFirst().value()).contains("is not JSON", "not JSON");
    }
  }

  @Test
  void shouldGoOnWhereItWasStopped() {
    nice.create("logs", 1, Map.of());
    nice.send("logs", "a", "{\"contactId\":\"1\"}");
    nice.flush();
    try (var ingress = start()) {
      await().until(() -> logs(ingress).size() == 1);
    }
    nice.send("logs", "a", "{\"contactId\":\"2\"}");
    nice.flush();

    try (var again = start()) {
      await().until(() -> !logs(again).isEmpty());
      assertThat(logs(again)).extracting(TextRecord::key).containsExactly("2");
    }
  }

  @Test
  void shouldCountWhatWasDeletedBeforeItWasCopied() throws Exception {
    nice.create("logs", 1, Map.of());
    nice.send("logs", "a", "{\"contactId\":\"1\"}");
    nice.flush();
    try (var ingress = start()) {
      await().until(() -> logs(ingress).size() == 1);
      assertThat(deleted(ingress)).isEqualTo("0.0");
    }
    nice.send("logs", "a", "{\"contactId\":\"2\"}");
    nice.send("logs", "a", "{\"contactId\":\"3\"}");
    nice.flush();
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", EmbeddedBroker.shared().bootstrapServers()))) {
      TopicRetention.deleteAll(admin, nice.name("logs"));
    }
    nice.send("logs", "a", "{\"contactId\":\"4\"}");
    nice.flush();

    try (var again = start()) {
      await().until(() -> !logs(again).isEmpty());
      assertThat(logs(again)).extracting(TextRecord::key).containsExactly("4");
      assertThat(deleted(again)).isEqualTo("2.0");
    }
  }

  @Test
  void shouldLogInByUserAndPasswordOverTls(@TempDir Path directory) {
    var password = "a \"quoted\" \\ secret";
    try (var broker = brokerOfNice(directory, "reader", password);
        var brokers = TestCluster.on("127.0.0.1:" + broker.plainPort())) {
      brokers.create("logs", 1, Map.of());
      brokers.send("logs", "a", "{\"contactId\":\"1\"}");
      brokers.flush();
      var settings =
          DataStreamsSettings.read(
                  new Environment(
                      Map.of(
                          "DATASTREAMS_BOOTSTRAP_SERVERS",
                          "127.0.0.1:" + broker.loginPort(),
                          "DATASTREAMS_TOPIC",
                          brokers.name("logs"),
                          "DATASTREAMS_USERNAME",
                          "reader",
                          "DATASTREAMS_PASSWORD",
                          password)))
              .orElseThrow();

      try (var consumer = consumer(settings, directory)) {
        consumer.assign(List.of(new TopicPartition(settings.topic(), 0)));
        consumer.seekToBeginning(consumer.assignment());
        await().until(() -> !consumer.poll(Duration.ofMillis(200)).isEmpty());
        assertThat(consumer.position(new TopicPartition(settings.topic(), 0))).isEqualTo(1);
      }
    }
  }

  /** With the certificate of the broker as the only one that is trusted. */
  private static KafkaConsumer<byte[], byte[]> consumer(
      DataStreamsSettings settings, Path directory) {
    var trusted =
        Map.<String, Object>of(
            "ssl.truststore.location", directory.resolve("kafka.p12").toString(),
            "ssl.truststore.type", "PKCS12",
            "ssl.truststore.password", "changeit");
    return new KafkaConsumer<>(
        settings.kafka().clientProperties(trusted),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** A broker with a port for this test and one for users over TLS. */
  private record BrokerOfNice(EmbeddedBroker broker, int plainPort, int loginPort)
      implements AutoCloseable {
    @Override
    public void close() {
      broker.close();
    }
  }

  private static BrokerOfNice brokerOfNice(Path directory, String user, String password) {
    var made = new Certificates(directory).selfSigned("kafka", "127.0.0.1");
    var plainPort = FreePorts.next();
    var controllerPort = FreePorts.next();
    var loginPort = FreePorts.next();
    var quoted = password.replace("\\", "\\\\").replace("\"", "\\\"");
    var listener = "listener.name.login.";
    var settings =
        Map.of(
            "listeners",
            "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d,LOGIN://127.0.0.1:%d"
                .formatted(plainPort, controllerPort, loginPort),
            "listener.security.protocol.map",
            "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,LOGIN:SASL_SSL",
            "sasl.enabled.mechanisms",
            "PLAIN",
            listener + "plain.sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
                .formatted(user, quoted),
            listener + "ssl.keystore.location",
            made.storeFile("kafka").toString(),
            listener + "ssl.keystore.type",
            "PKCS12",
            listener + "ssl.keystore.password",
            "changeit",
            listener + "ssl.key.password",
            "changeit");
    return new BrokerOfNice(
        EmbeddedBroker.start(directory.resolve("broker"), plainPort, controllerPort, settings),
        plainPort,
        loginPort);
  }

  private RunningIngress start() {
    return RunningIngress.start(
        "DATASTREAMS_BOOTSTRAP_SERVERS", EmbeddedBroker.shared().bootstrapServers(),
        "DATASTREAMS_TOPIC", nice.name("logs"),
        "DATASTREAMS_GROUP", nice.name("group"));
  }

  private static String deleted(RunningIngress ingress) throws Exception {
    return ingress
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("unread_records_deleted_total"))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .findFirst()
        .orElse("no such metric");
  }

  private static List<TextRecord> logs(RunningIngress ingress) {
    return ingress.read(ingress.topics().ivrLogs().name()).lines();
  }

  private static List<TextRecord> rejected(RunningIngress ingress) {
    return ingress.read(ingress.topics().rejected().name()).keyed("data-streams");
  }
}
