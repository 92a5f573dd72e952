package io.switchboard.replay.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
              new KafkaSettings(
                  Map.of("bootstrap.servers", EmbeddedBroker.shared().bootstrapServers()),
                  new TopicPrefix("status-")),
              Optional.of(DatabaseSettings.parse("postgres://u:p@" + silent + "/switchboard")));

      var report = status.read();

      assertThat(report.database()).contains("PostgreSQL does not answer");
      assertThat(report.kafka()).isEmpty();
      assertThat(report.services())
          .singleElement()
          .satisfies(service -> assertThat(service.status()).isEqualTo("unreachable"));
    }
  }
}
