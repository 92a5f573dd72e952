package io.switchboard.sink.postgres;

import io.switchboard.sink.postgres.schema.Database;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The start offsets: what PostgreSQL has stored for the current id of each topic. */
final class StartPositions implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 10;

  private final Admin admin;
  private final Database database;
  private final OffsetStore offsets;

  StartPositions(Admin admin, Database database, OffsetStore offsets) {
    this.admin = admin;
    this.database = database;
    this.offsets = offsets;
  }

  /** Empty spans at the stored offsets; zero for unknown partitions. */
  Map<TopicPartition, OffsetSpan> of(Collection<TopicPartition> partitions)
      throws SQLException, InterruptedException {
    var ids = topicIds(partitions.stream().map(TopicPartition::topic).distinct().toList());
    var fresh = new HashMap<TopicPartition, OffsetSpan>();
    for (var partition : partitions) {
      var id = Objects.requireNonNull(ids.get(partition.topic()));
      fresh.put(partition, new OffsetSpan(id, partition.partition(), partition.topic(), 0, 0));
    }
    try (var connection = database.connect()) {
      var stored = offsets.open(connection, fresh.values());
      fresh.replaceAll(
          (_, range) -> {
            var offset = stored.getOrDefault(OffsetStore.id(range), 0L);
            return new OffsetSpan(
                range.topicId(), range.partition(), range.topic(), offset, offset);
          });
    }
    return fresh;
  }

  /**
   * Whether a topic was created again since these spans were opened. The consumer does not report
   * it: it continues at the old offset as soon as the new topic is long enough.
   */
  boolean areOfAnotherTopic(Collection<OffsetSpan> ranges) throws InterruptedException {
    var ids = topicIds(ranges.stream().map(OffsetSpan::topic).distinct().toList());
    return ranges.stream().anyMatch(range -> !range.topicId().equals(ids.get(range.topic())));
  }

  /**
   * The log ends before the stored offset: it was truncated, and is read again from its beginning.
   */
  void rewind(Collection<OffsetSpan> ranges) throws SQLException {
    try (var connection = database.connect()) {
      offsets.advance(connection, ranges);
    }
  }

  private Map<String, String> topicIds(Collection<String> topics) throws InterruptedException {
    try {
      var described =
          admin.describeTopics(topics).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      var ids = new HashMap<String, String>();
      described.forEach((name, description) -> ids.put(name, description.topicId().toString()));
      return ids;
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("cannot read the topics' ids", e);
    }
  }

  @Override
  public void close() {
    admin.close(java.time.Duration.ofSeconds(2));
  }
}
