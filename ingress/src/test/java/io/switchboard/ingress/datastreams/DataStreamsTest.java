package io.switchboard.ingress.datastreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.ingress.RunningIngress;
import io.switchboard.ingress.TopicReader.TextRecord;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Ingress with a second Kafka: other topics on the broker of the tests. */
class DataStreamsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

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
      await().atMost(LONG).until(() -> logs(ingress).size() >= 2 && rejected(ingress).size() >= 1);

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
      await().atMost(LONG).until(() -> logs(ingress).size() == 1);
    }
    nice.send("logs", "a", "{\"contactId\":\"2\"}");
    nice.flush();

    try (var again = start()) {
      await().atMost(LONG).until(() -> !logs(again).isEmpty());
      assertThat(logs(again)).extracting(TextRecord::key).containsExactly("2");
    }
  }

  private RunningIngress start() {
    return RunningIngress.start(
        "DATASTREAMS_BOOTSTRAP_SERVERS", EmbeddedBroker.shared().bootstrapServers(),
        "DATASTREAMS_TOPIC", nice.name("logs"),
        "DATASTREAMS_GROUP", nice.name("group"));
  }

  private static List<TextRecord> logs(RunningIngress ingress) {
    return ingress.read(ingress.topics().ivrLogs().name()).lines();
  }

  private static List<TextRecord> rejected(RunningIngress ingress) {
    return ingress.read(ingress.topics().rejected().name()).keyed("data-streams");
  }
}
