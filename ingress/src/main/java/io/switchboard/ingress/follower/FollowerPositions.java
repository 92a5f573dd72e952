package io.switchboard.ingress.follower;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a follower reads: at its start by {@link FollowerStart}, after an outage where it was. Not
 * thread-safe.
 */
final class FollowerPositions {
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);

  private final FollowerStart start;
  private final InstantSource clock;
  private final TopicFollower.Listener listener;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Map<TopicPartition, Long> undated = new HashMap<>();

  FollowerPositions(FollowerStart start, InstantSource clock, TopicFollower.Listener listener) {
    this.start = start;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Lets a consumer begin.
   *
   * @return where reading counts as caught up: the ends as they are now
   */
  Map<TopicPartition, Long> seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    var ends = consumer.endOffsets(partitions, KAFKA_TIMEOUT);
    var fresh = new HashMap<>(ends);
    fresh.keySet().removeAll(next.keySet());
    if (!fresh.isEmpty()) {
      begin(consumer, fresh);
    }
    next.keySet().retainAll(ends.keySet()); // a topic that was made again may have fewer
    next.forEach(consumer::seek);
    return ends;
  }

  private void begin(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    switch (start) {
      case FollowerStart.Beginning _ ->
          consumer.beginningOffsets(ends.keySet(), KAFKA_TIMEOUT).forEach(this::fromTheBeginning);
      case FollowerStart.Recent recent -> beginRecently(consumer, ends, recent);
    }
  }

  private void beginRecently(
      Consumer<?, ?> consumer, Map<TopicPartition, Long> ends, FollowerStart.Recent recent) {
    var since = clock.instant().minus(recent.window());
    var wanted = new HashMap<TopicPartition, Long>();
    ends.keySet().forEach(partition -> wanted.put(partition, since.toEpochMilli()));
    var found = consumer.offsetsForTimes(wanted, KAFKA_TIMEOUT);
    var beginnings = consumer.beginningOffsets(ends.keySet(), KAFKA_TIMEOUT);
    beginnings.forEach(
        (partition, beginning) -> {
          long end = ends.getOrDefault(partition, beginning);
          var at = found.get(partition);
          var offset = at == null ? end : at.offset();
          var least = Math.max(beginning, end - recent.maxRecords() / ends.size());
          if (offset >= least) {
            begin(partition, offset, since);
          } else {
            next.put(partition, least);
            undated.put(partition, least); // its first record tells the time
          }
        });
  }

  /** A partition that is read from its beginning. */
  void fromTheBeginning(TopicPartition partition, long offset) {
    begin(partition, offset, Instant.EPOCH);
  }

  private void begin(TopicPartition partition, long offset, Instant since) {
    next.put(partition, offset);
    listener.begins(partition.partition(), offset, since);
  }

  /** A record is about to be handed on. */
  void read(ConsumerRecord<?, ?> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    var offset = undated.isEmpty() ? null : undated.remove(partition);
    if (offset != null) {
      listener.begins(partition.partition(), offset, Instant.ofEpochMilli(record.timestamp()));
    }
    next.put(partition, record.offset() + 1);
  }
}
