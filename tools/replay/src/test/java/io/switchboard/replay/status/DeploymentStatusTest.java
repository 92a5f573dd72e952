package io.switchboard.replay.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.replay.status.DeploymentReport.ServiceState;
import io.switchboard.testkit.cluster.TestCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class DeploymentStatusTest {

  @Test
  @Timeout(value = 40, unit = TimeUnit.SECONDS) // the driver alone would wait for a minute
  void shouldReportAFrozenDatabaseBesideWhatAnswers() throws IOException {
    try (var frozen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var silent = "127.0.0.1:" + frozen.getLocalPort();
      var status =
          new DeploymentStatus(
              Map.of("ingress", "http://" + silent),
              Map.of(),
              kafka("status-"),
              Optional.of(DatabaseSettings.parse("postgres://u:p@" + silent + "/switchboard")));

      var report = status.read();

      assertThat(report.database()).contains("PostgreSQL does not answer");
      assertThat(report.kafka()).isEmpty();
      assertThat(report.services())
          .singleElement()
          .satisfies(service -> assertThat(service.status()).isEqualTo("unreachable"));
    }
  }

  @Test
  void shouldReportEveryInstanceOfAService() throws IOException {
    var first = healthPage("dnc-streams");
    var second = healthPage("dnc-streams");
    try (var topics = TestCluster.start();
        var one = member(topics);
        var another = member(topics);
        var unlisted = member(topics)) {
      topics.create("in", 3, Map.of());
      await("three members")
          .until(
              () -> {
                Stream.of(one, another, unlisted).forEach(it -> it.poll(Duration.ofMillis(10)));
                return Stream.of(one, another, unlisted).noneMatch(it -> it.assignment().isEmpty());
              });
      var status =
          new DeploymentStatus(
              Map.of("dnc-streams", address(first) + ", " + address(second)),
              Map.of(),
              topics.kafka(),
              Optional.empty());

      var services = status.read().services();

      assertThat(services)
          .extracting(ServiceState::service, ServiceState::status)
          .containsExactly(
              tuple("dnc-streams", "ready"),
              tuple("dnc-streams", "ready"),
              tuple("dnc-streams", DeploymentReport.UNKNOWN_ADDRESS));
      assertThat(services.getLast().url()).startsWith("1 more in the consumer group");
    } finally {
      first.stop(0);
      second.stop(0);
    }
  }

  @Test
  void shouldNotTakeAnotherServiceForTheOneThatIsAsked() throws IOException {
    var other = healthPage("ingress");
    try {
      var status =
          new DeploymentStatus(
              Map.of("dnc-streams", address(other)), Map.of(), kafka("other-"), Optional.empty());

      assertThat(status.read().services())
          .singleElement()
          .extracting(ServiceState::status)
          .isEqualTo("unreachable");
    } finally {
      other.stop(0);
    }
  }

  private static KafkaConsumer<String, String> member(TestCluster topics) {
    var consumer =
        new KafkaConsumer<>(
            topics
                .kafka()
                .clientProperties(
                    Map.of("group.id", topics.name("dnc-streams"), "metadata.max.age.ms", 500)),
            new StringDeserializer(),
            new StringDeserializer());
    consumer.subscribe(List.of(topics.name("in")));
    return consumer;
  }

  private static HttpServer healthPage(String service) throws IOException {
    var page = ("{\"service\":\"" + service + "\",\"checks\":[]}").getBytes(UTF_8);
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(200, page.length);
          try (var body = exchange.getResponseBody()) {
            body.write(page);
          }
        });
    server.start();
    return server;
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static KafkaSettings kafka(String prefix) {
    return new KafkaSettings(
        Map.of("bootstrap.servers", EmbeddedBroker.shared().bootstrapServers()),
        new TopicPrefix(prefix));
  }
}
