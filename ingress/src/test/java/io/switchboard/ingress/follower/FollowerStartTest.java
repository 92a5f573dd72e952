package io.switchboard.ingress.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.ingress.menu.MenuServiceFixture;
import io.switchboard.service.HealthChecks;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@link FollowerStart.Recent} on a topic of three partitions. */
class FollowerStartTest {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Instant NOW = Instant.now();
  private static final Instant OLD = NOW.minus(Duration.ofHours(1));

  @AutoClose
  private final TestCluster cluster =
      MenuServiceFixture.cluster(EmbeddedBroker.shared().bootstrapServers());

  private final Reading reading = new Reading();

  @Test
  void shouldReadOnlyWhatIsInTheWindow() {
    write(0, OLD, "old");
    write(0, NOW, "new");
    write(1, OLD, "old, alone");

    follow(1_000);

    assertThat(reading.keys).containsExactly("new");
    assertThat(reading.begins).containsOnlyKeys(0, 1, 2);
    assertThat(reading.begin(0).offset()).isEqualTo(1);
    assertThat(reading.begin(1).offset()).as("what is to come").isEqualTo(1);
    assertThat(reading.begins.values())
        .allSatisfy(it -> assertThat(it.since()).isBetween(NOW.minus(WINDOW), Instant.now()));
  }

  @Test
  void shouldReadNoMoreRecordsOfAPartitionThanItsShare() {
    IntStream.range(0, 10).forEach(n -> write(0, NOW.minusSeconds(60 - n), "k" + n));
    write(1, NOW, "other");

    follow(12);

    assertThat(reading.keys).containsExactlyInAnyOrder("k6", "k7", "k8", "k9", "other");
  }

  @Test
  void shouldTellTheTimeOfTheFirstRecordWhereItLeavesRecordsOut() {
    IntStream.range(0, 10).forEach(n -> write(0, NOW.minusSeconds(60 - n), "k" + n));

    follow(12);

    assertThat(reading.begin(0).offset()).isEqualTo(6);
    assertThat(reading.begin(0).since())
        .as("calls that began before may be unknown")
        .isEqualTo(Instant.ofEpochMilli(NOW.minusSeconds(54).toEpochMilli()));
  }

  private void follow(int maxRecords) {
    var start = new FollowerStart.Recent(WINDOW, maxRecords);
    try (var follower =
        TopicFollower.start(
            cluster.kafka(), cluster.name("ivr.decisions"), start, reading, new HealthChecks())) {
      await().until(follower::following);
    }
  }

  private void write(int partition, Instant at, String key) {
    cluster.send("ivr.decisions", partition, at.toEpochMilli(), key, "{}");
    cluster.flush();
  }

  private record Begin(long offset, Instant since) {}

  private static final class Reading implements TopicFollower.Listener {
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final Map<Integer, Begin> begins = new ConcurrentHashMap<>();

    Begin begin(int partition) {
      return Objects.requireNonNull(begins.get(partition));
    }

    @Override
    public void begins(int partition, long offset, Instant since) {
      begins.put(partition, new Begin(offset, since));
    }

    @Override
    public void record(ConsumerRecord<String, byte[]> record) {
      keys.add(record.key());
    }

    @Override
    public void following(int partitions) {}

    @Override
    public void waiting(String why) {}
  }
}
