package io.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.settings.Environment;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.FreePorts;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka is unavailable and returns: refusals in time, no loss, no restart. */
class OutageTest {
  private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(5);
  private static final Duration BUSY_MACHINE = Duration.ofSeconds(5);

  @Test
  void shouldRefuseInTimeDuringAnOutageAndRecover(@TempDir Path directory) {
    var port = FreePorts.next();
    var controller = FreePorts.next();
    var broker = EmbeddedBroker.start(directory.resolve("broker"), port, controller);
    try (var ingress = RunningIngress.startOn(broker.bootstrapServers())) {
      assertThat(post(ingress, "before").statusCode()).isEqualTo(200);
      broker.close();

      var began = System.nanoTime();
      var refused = post(ingress, "during");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
      assertThat(refused.body()).contains("not known to be durable; send it again, it counts once");
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isLessThan(REQUEST_DEADLINE.plus(BUSY_MACHINE));
      assertThat(ingress.get("/readyz").body()).contains("\"PAUSED\"");

      broker = EmbeddedBroker.start(directory.resolve("broker"), port, controller);
      Awaitility.await()
          .untilAsserted(() -> assertThat(post(ingress, "after").statusCode()).isEqualTo(200));
      var topic = ingress.read(ingress.topics().callResults().name());
      assertThat(topic.keyed("before")).hasSize(1);
      assertThat(topic.keyed("after")).isNotEmpty();
      Awaitility.await()
          .untilAsserted(() -> assertThat(ingress.get("/readyz").body()).doesNotContain("PAUSED"));
    } finally {
      broker.close();
    }
  }

  @Test
  void shouldStartWithoutKafkaAndRefuse() {
    var unreachable = "127.0.0.1:" + FreePorts.next();
    var variables =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            unreachable,
            "HTTP_PORT",
            "0",
            "MANAGEMENT_PORT",
            "0",
            "DRAIN_SECONDS",
            "0");
    try (var service = IngressService.start(new Environment(variables));
        var ingress = RunningIngress.around(service)) {
      var refused = post(ingress, "c");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(ingress.get("/readyz").statusCode()).isEqualTo(503);
      assertThat(ingress.get("/livez").statusCode()).isEqualTo(200);
    }
  }

  /** Everything else may be ready before ingress listens; probes must not see it as ready then. */
  @Test
  void shouldNotBeReadyWhenOnlyTheListenerIsMissing() throws IOException {
    var health = new HealthChecks();
    health.up("everything else");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var variables =
          Map.of(
              "KAFKA_BOOTSTRAP_SERVERS",
              "127.0.0.1:" + FreePorts.next(),
              "HTTP_PORT",
              Integer.toString(taken.getLocalPort()),
              "MANAGEMENT_PORT",
              "0");

      assertThatThrownBy(() -> IngressService.start(new Environment(variables), health))
          .isInstanceOf(RuntimeException.class);
    }

    assertThat(health.snapshot())
        .filteredOn(check -> check.name().equals("http"))
        .extracting(HealthCheck::status)
        .containsExactly(HealthCheck.Status.DOWN);
  }

  private static HttpResponse<String> post(RunningIngress ingress, String contactId) {
    return ingress.post(
        "/webhook/call-result",
        "{\"contactId\":\"" + contactId + "\",\"dispositionCode\":\"1001\"}");
  }
}
