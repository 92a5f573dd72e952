package io.switchboard.testkit.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.testkit.cluster.TestCluster;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(ThreeBrokerClusterTest.BROKERS)
final class ThreeBrokerClusterTest {
  /** The resource of tests on the shared brokers: this one kills and freezes them. */
  static final String BROKERS = "three brokers";

  private final ThreeBrokerCluster brokers = ThreeBrokerCluster.shared();

  @Test
  void shouldKeepEveryAcknowledgedRecordWhenOneBrokerIsKilledAndThenAnotherFreezes() {
    try (var topics = TestCluster.on(impatient())) {
      topics.create("letters", 3, Map.of());
      topics.send("letters", "a", "1");
      topics.flush();

      var killed = brokers.leaderOf(topics.name("letters"), 0);
      killed.kill();
      topics.send("letters", "b", "2");
      topics.flush();
      brokers.awaitFenced(killed);
      killed.start();
      brokers.awaitInSync();
      var frozen = brokers.leaderOf(topics.name("letters"), 0);
      frozen.freeze();
      topics.send("letters", "c", "3");
      topics.flush();
      frozen.thaw();
      brokers.awaitInSync();

      assertThat(topics.readText("letters"))
          .extracting(ConsumerRecord::value)
          .containsExactlyInAnyOrder("1", "2", "3");
    }
  }

  /** A frozen broker keeps its connections open: only this timeout makes a client ask another. */
  private KafkaSettings impatient() {
    var properties =
        Map.of("bootstrap.servers", brokers.bootstrapServers(), "request.timeout.ms", "2000");
    return new KafkaSettings(properties, TestCluster.uniquePrefix());
  }
}
