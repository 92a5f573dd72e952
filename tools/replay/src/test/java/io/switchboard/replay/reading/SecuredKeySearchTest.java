package io.switchboard.replay.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.tls.Certificates;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecuredKeySearchTest {
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"reader\""
          + " password=\"secret\";";

  @TempDir Path directory;

  @Test
  void shouldSearchOverTlsWithTheLoginOfTheReader() {
    var plainPort = FreePorts.next();
    var controllerPort = FreePorts.next();
    var securedPort = FreePorts.next();
    try (var _ = broker(plainPort, controllerPort, securedPort);
        var cluster = TestCluster.on("127.0.0.1:" + plainPort)) {
      cluster.create("results", 1, Map.of());
      for (var i = 0; i < 2_000; i++) {
        cluster.send("results", i == 1_000 ? "c-1" : "c-2", "v" + i);
      }
      cluster.flush();

      try (var reader = LogReader.open(secured(cluster.kafka(), securedPort))) {
        var ranges = reader.ranges(reader.partitions(cluster.name("results")), LogWindow.ALL);

        var readings = reader.narrow(ranges, List.of("c-1".getBytes(UTF_8)), _ -> {});

        assertThat(readings)
            .flatExtracting(each -> each)
            .containsExactly(new OffsetRange(ranges.getFirst().partition(), 1_000, 1_001));
      }
    }
  }

  private EmbeddedBroker broker(int plainPort, int controllerPort, int securedPort) {
    var store = new Certificates(directory).selfSigned("kafka", "127.0.0.1").storeFile("kafka");
    var listener = "listener.name.secured.";
    var settings =
        Map.of(
            "listeners",
            "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d,SECURED://127.0.0.1:%d"
                .formatted(plainPort, controllerPort, securedPort),
            "listener.security.protocol.map",
            "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL",
            "sasl.enabled.mechanisms",
            "PLAIN",
            listener + "plain.sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " user_reader=\"secret\";",
            listener + "ssl.keystore.location",
            store.toString(),
            listener + "ssl.keystore.type",
            "PKCS12",
            listener + "ssl.keystore.password",
            "changeit",
            listener + "ssl.key.password",
            "changeit");
    return EmbeddedBroker.start(directory.resolve("broker"), plainPort, controllerPort, settings);
  }

  private KafkaSettings secured(KafkaSettings plain, int port) {
    return new KafkaSettings(
        Map.of(
            "bootstrap.servers", "127.0.0.1:" + port,
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config", LOGIN,
            "ssl.truststore.location", directory.resolve("kafka.p12").toString(),
            "ssl.truststore.type", "PKCS12",
            "ssl.truststore.password", "changeit"),
        plain.prefix());
  }
}
