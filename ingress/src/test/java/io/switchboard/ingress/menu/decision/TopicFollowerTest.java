package io.switchboard.ingress.menu.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.CallDecision;
import io.switchboard.contract.event.CallerAction;
import io.switchboard.ingress.menu.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {
  private final TestCluster cluster = TestCluster.create();
  private final Heard heard = new Heard();

  @Test
  void shouldReadEverythingFromTheBeginning() {
    write("early", 0);
    try (var follower = follow(TopicFollower.Start.BEGINNING)) {
      await().atMost(Duration.ofSeconds(30)).until(follower::following);

      assertThat(heard.keys).containsExactly("early");
    }
  }

  @Test
  void shouldReadOnlyWhatComesFromTheEnd() {
    write("early", 0);
    try (var follower = follow(TopicFollower.Start.END)) {
      await().atMost(Duration.ofSeconds(30)).until(follower::following);
      write("late", 1);

      await().untilAsserted(() -> assertThat(heard.keys).containsExactly("late"));
      assertThat(heard.states).containsExactly("following 3");
    }
  }

  @Test
  void shouldPickUpNewPartitionsFromTheirBeginning() {
    try (var follower = follow(TopicFollower.Start.END)) {
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
        new TopicFollower(cluster.settings(), "absent", TopicFollower.Start.END, heard)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> !heard.states.isEmpty());

      assertThat(follower.following()).isFalse();
      assertThat(heard.states.getFirst()).isEqualTo("topic absent is not there");
    }
  }

  private TopicFollower follow(TopicFollower.Start start) {
    var topic = cluster.settings().topics().ivrDecisions().name();
    return new TopicFollower(cluster.settings(), topic, start, heard);
  }

  private void write(String key, int partition) {
    var decision =
        new CallDecision(key, key, Instant.EPOCH, 1, new CallerAction.Hangup(), "ended", null);
    cluster.write(cluster.settings().topics().ivrDecisions(), partition, key, decision);
  }

  private static final class Heard implements TopicFollower.Listener {
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> states = new CopyOnWriteArrayList<>();

    @Override
    public void record(ConsumerRecord<String, byte[]> record) {
      keys.add(record.key());
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
