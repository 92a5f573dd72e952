package io.switchboard.replay.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the index keeps when the topics change under it. */
final class DeadLetterIndexTest {
  private static final int MOST = 10;

  private final TestCluster cluster = RefusedRecords.start();
  private final RefusedRecords refused = new RefusedRecords(cluster);
  private final DeadLetterIndex index =
      new DeadLetterIndex(cluster.kafka(), Duration.ofSeconds(15), MOST);

  @AfterEach
  void close() {
    index.close();
    cluster.close();
  }

  @Test
  void shouldAddWhatWasRefusedSinceTheLastLook() {
    refused.write(0, 3, "22001");
    look();
    refused.write(3, 5, "22001");

    var offsets = offsets(look());

    assertThat(offsets).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void shouldForgetWhatRetentionHasDeleted() throws Exception {
    refused.write(0, 4, "22001");
    look();
    cluster
        .admin()
        .deleteRecords(Map.of(deadLetters(), RecordsToDelete.beforeOffset(3)))
        .all()
        .get();

    var offsets = offsets(look());

    assertThat(offsets).containsExactly(3L);
  }

  @Test
  void shouldNotKeepMoreThanItMay() {
    refused.write(0, MOST, "22001");
    look();
    refused.write(MOST, MOST + 1, "22001");

    var found = look();

    assertThat(found).as("they are read from the topics instead").isEmpty();
  }

  @Test
  void shouldReadATopicThatWasMadeAgainFromItsBeginning() throws Exception {
    refused.write(0, 5, "22001");
    look();
    cluster.admin().deleteTopics(List.of(deadLetters().topic())).all().get();
    Awaitility.await()
        .until(() -> !cluster.admin().listTopics().names().get().contains(deadLetters().topic()));
    cluster.create(RefusedRecords.DEAD_LETTERS, 1, Map.of());
    refused.write(7, 9, "404");

    var offsets = offsets(look());

    assertThat(offsets).containsExactly(7L, 8L);
  }

  @Test
  void shouldCountAChangeOnlyWhenADeadLetterArrives() {
    refused.write(0, 3, "22001");
    var first = index.changes();
    var unchanged = index.changes();
    refused.write(3, 4, "22001");

    var changed = index.changes();

    assertThat(unchanged).isEqualTo(first);
    assertThat(changed.orElseThrow()).isGreaterThan(first.orElseThrow());
  }

  private Optional<List<DeadLetterEntry>> look() {
    return index.deadLetters(_ -> true, LogWindow.ALL);
  }

  private static List<Long> offsets(Optional<List<DeadLetterEntry>> found) {
    return found.orElseThrow().stream().map(entry -> entry.deadLetter().sourceOffset()).toList();
  }

  private TopicPartition deadLetters() {
    return new TopicPartition(cluster.name(RefusedRecords.DEAD_LETTERS), 0);
  }
}
