package io.switchboard.pushes.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

class PushOffsetsTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final KafkaSettings kafka =
      new KafkaSettings(
          Map.of("bootstrap.servers", EmbeddedBroker.shared().bootstrapServers()),
          TestCluster.uniquePrefix());
  private final String topic = kafka.topics().dispositionsClassified().name();
  private final TopicPartition partition = new TopicPartition(topic, 0);
  private final Map<TopicPartition, OffsetAndMetadata> last =
      Map.of(partition, new OffsetAndMetadata(0, "the last commit"));

  @Test
  void shouldCommitAtTheEndOfATermAlthoughAnotherMemberJoins() throws Exception {
    TestCluster.createTopicsOf(1, kafka, "dispositions.classified"::equals);
    try (var owner = member();
        var standby = member();
        var joining = member()) {
      pollUntil(() -> !owner.assignment().isEmpty(), owner);
      pollUntil(() -> standby.groupMetadata().generationId() > 0, standby, owner);
      pollUntil(() -> mayCommit(owner), owner);
      pollUntil(() -> !mayCommit(owner), joining, owner); // the standby is waited for

      var ended = new AtomicBoolean();
      var others = Thread.ofPlatform().start(() -> pollUntil(ended::get, standby, joining));
      try {
        PushOffsets.commitLast(owner, last, TIMEOUT);
      } finally {
        ended.set(true);
        others.join();
      }

      assertThat(owner.committed(Set.of(partition))).isEqualTo(last);
    }
  }

  private Consumer<byte[], byte[]> member() {
    var member = PushConsumer.create(kafka);
    member.subscribe(
        List.of(topic),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> added) {
            if (!added.isEmpty()) { // of none would be of all
              member.seekToBeginning(added);
            }
          }

          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> revoked) {}
        });
    return member;
  }

  @SafeVarargs
  private static void pollUntil(BooleanSupplier ended, Consumer<byte[], byte[]>... members) {
    await()
        .pollInSameThread()
        .until(
            () -> {
              List.of(members).forEach(member -> member.poll(SHORT));
              return ended.getAsBoolean();
            });
  }

  private boolean mayCommit(Consumer<byte[], byte[]> member) {
    try {
      member.commitSync(Map.of(partition, new OffsetAndMetadata(0, "before")), TIMEOUT);
      return true;
    } catch (RebalanceInProgressException _) {
      return false;
    }
  }
}
