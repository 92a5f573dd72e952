package io.switchboard.ingress.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.ingress.menu.MenuServiceFixture;
import io.switchboard.service.HealthChecks;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {
  private static final FollowerStart FROM_NOW_ON = new FollowerStart.Recent(Duration.ZERO, 0);

  @AutoClose
  private final TestCluster cluster =
      MenuServiceFixture.cluster(EmbeddedBroker.shared().bootstrapServers());

  private final Heard heard = new Heard();
  private final HealthChecks health = new HealthChecks();

  @Test
  void shouldReadEverythingFromTheBeginning() {
    write("early", 0);
    try (var follower = follow(FollowerStart.BEGINNING)) {
      await().until(follower::following);

      assertThat(heard.keys).containsExactly("early");
    }
  }

  @Test
  void shouldReadOnlyWhatComesFromTheEnd() {
    write("early", 0);
    try (var follower = follow(FROM_NOW_ON)) {
      await().until(follower::following);
      write("late", 1);

      await().untilAsserted(() -> assertThat(heard.keys).containsExactly("late"));
      assertThat(heard.states).containsExactly("following 3");
    }
  }

  @Test
  void shouldPickUpNewPartitionsFromTheirBeginning() {
    try (var follower = follow(FROM_NOW_ON)) {
      await().until(follower::following);
      addPartitions(5);
      write("new partition", 4);

      await().untilAsserted(() -> assertThat(heard.keys).containsExactly("new partition"));
    }
  }

  @Test
  void shouldWaitForATopicThatIsNotThereYet() {
    try (var follower =
        TopicFollower.start(cluster.kafka(), "absent", FROM_NOW_ON, heard, health)) {
      await().until(() -> !heard.states.isEmpty());

      assertThat(follower.following()).isFalse();
      assertThat(heard.states.getFirst()).isEqualTo("topic absent does not exist");
    }
  }

  @Test
  void shouldSkipARecordThatItsListenerFailsOn() {
    try (var follower = follow(FROM_NOW_ON)) {
      await().until(follower::following);
      heard.failure = new IllegalStateException("no");
      write("bad", 1);
      write("good", 1);

      await().untilAsserted(() -> assertThat(heard.keys).containsExactly("bad", "good"));
      assertThat(health.alive()).isTrue();
    }
  }

  @Test
  void shouldFailTheServiceWhenItsThreadEnds() {
    try (var follower = follow(FROM_NOW_ON)) {
      await().until(follower::following);
      heard.failure = new StackOverflowError();
      write("bad", 1);

      await()
          .dontCatchUncaughtExceptions()
          .untilAsserted(() -> assertThat(health.alive()).isFalse());
    }
  }

  private TopicFollower follow(FollowerStart start) {
    var topic = cluster.kafka().topics().ivrDecisions().name();
    return TopicFollower.start(cluster.kafka(), topic, start, heard, health);
  }

  private void write(String key, int partition) {
    var decision =
        new CallDecision(key, key, Instant.EPOCH, 1, new CallerAction.Hangup(), "ended", null);
    var topic = cluster.kafka().topics().ivrDecisions();
    cluster.send(
        new ProducerRecord<>(
            topic.name(),
            partition,
            topic.keys().serializer().serialize(topic.name(), key),
            topic.values().serializer().serialize(topic.name(), decision)));
    cluster.flush();
  }

  private void addPartitions(int total) {
    var increased = Map.of(cluster.name("ivr.decisions"), NewPartitions.increaseTo(total));
    cluster
        .admin()
        .createPartitions(increased)
        .all()
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private static final class Heard implements TopicFollower.Listener {
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> states = new CopyOnWriteArrayList<>();
    private volatile @Nullable Throwable failure;

    @Override
    public void record(ConsumerRecord<String, byte[]> record) {
      keys.add(record.key());
      switch (record.key().equals("bad") ? failure : null) {
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        case null, default -> {}
      }
    }

    @Override
    public void following(int partitions) {
      states.add("following " + partitions);
    }

    @Override
    public void waiting(String reason) {
      states.add(reason);
    }
  }
}
