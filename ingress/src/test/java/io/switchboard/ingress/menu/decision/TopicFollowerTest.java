package io.switchboard.ingress.menu.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.ingress.menu.MenuTestCluster;
import io.switchboard.service.HealthChecks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {
  private static final FollowerStart FROM_NOW_ON = new FollowerStart.Recent(Duration.ZERO, 0);

  private final MenuTestCluster cluster = MenuTestCluster.create();
  private final Heard heard = new Heard();
  private final HealthChecks health = new HealthChecks();

  @Test
  void shouldReadEverythingFromTheBeginning() {
    write("early", 0);
    try (var follower = follow(FollowerStart.BEGINNING)) {
      await().atMost(Duration.ofSeconds(30)).until(follower::following);

      assertThat(heard.keys).containsExactly("early");
    }
  }

  @Test
  void shouldReadOnlyWhatComesFromTheEnd() {
    write("early", 0);
    try (var follower = follow(FROM_NOW_ON)) {
      await().atMost(Duration.ofSeconds(30)).until(follower::following);
      write("late", 1);

      await().untilAsserted(() -> assertThat(heard.keys).containsExactly("late"));
      assertThat(heard.states).containsExactly("following 3");
    }
  }

  @Test
  void shouldPickUpNewPartitionsFromTheirBeginning() {
    try (var follower = follow(FROM_NOW_ON)) {
      await().atMost(Duration.ofSeconds(30)).until(follower::following);
      cluster.addPartitions(cluster.settings().topics().ivrDecisions().name(), 5);
      write("new partition", 4);

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(heard.keys).containsExactly("new partition"));
    }
  }

  @Test
  void shouldWaitForATopicThatIsNotThereYet() {
    try (var follower =
        new TopicFollower(cluster.settings(), "absent", FROM_NOW_ON, heard, health)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> !heard.states.isEmpty());

      assertThat(follower.following()).isFalse();
      assertThat(heard.states.getFirst()).isEqualTo("topic absent is not there");
    }
  }

  @Test
  void shouldSkipARecordThatItsListenerFailsOn() {
    try (var follower = follow(FROM_NOW_ON)) {
      await().atMost(Duration.ofSeconds(30)).until(follower::following);
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
      await().atMost(Duration.ofSeconds(30)).until(follower::following);
      heard.failure = new StackOverflowError();
      write("bad", 1);

      await()
          .dontCatchUncaughtExceptions()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(health.alive()).isFalse());
    }
  }

  private TopicFollower follow(FollowerStart start) {
    var topic = cluster.settings().topics().ivrDecisions().name();
    return new TopicFollower(cluster.settings(), topic, start, heard, health);
  }

  private void write(String key, int partition) {
    var decision =
        new CallDecision(key, key, Instant.EPOCH, 1, new CallerAction.Hangup(), "ended", null);
    cluster.write(cluster.settings().topics().ivrDecisions(), partition, key, decision);
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
    public void waiting(String why) {
      states.add(why);
    }
  }
}
