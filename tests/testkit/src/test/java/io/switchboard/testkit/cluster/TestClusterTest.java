package io.switchboard.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TestClusterTest {
  private final TestCluster cluster = TestCluster.start();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void shouldReadWhatWasSent() {
    cluster.create("letters", 2, Map.of());
    cluster.send("letters", "a", "1");
    cluster.send("letters", "b", "2");

    cluster.flush();

    assertThat(cluster.readText("letters"))
        .extracting(ConsumerRecord::value)
        .containsExactlyInAnyOrder("1", "2");
    assertThat(cluster.awaitText("letters", 2, Duration.ofSeconds(30))).hasSize(2);
    assertThat(cluster.committedEnd("letters")).isEqualTo(2);
  }

  @Test
  void shouldNotSeeTheTopicsOfAnotherTest() {
    try (var other = TestCluster.start()) {
      other.create("letters", 1, Map.of());
      cluster.create("letters", 1, Map.of());
      other.send("letters", "a", "1");

      other.flush();

      assertThat(cluster.readText("letters")).isEmpty();
    }
  }

  @Test
  void shouldFailWhenTheBrokerRefusesARecord() {
    cluster.create("small", 1, Map.of("max.message.bytes", "100"));
    cluster.send("small", "a", "x".repeat(10_000));

    assertThatThrownBy(cluster::flush)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("refused");
  }
}
