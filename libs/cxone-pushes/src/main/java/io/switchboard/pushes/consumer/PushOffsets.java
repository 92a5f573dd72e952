package io.switchboard.pushes.consumer;

import io.switchboard.service.LostRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offsets that an active pusher commits with a {@link LeaseMarker}, and what its successor
 * reads from them.
 */
final class PushOffsets {
  private static final Logger LOG = LoggerFactory.getLogger(PushOffsets.class);

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

  private PushOffsets() {}

  /** The read positions of all assigned partitions. */
  static Map<TopicPartition, Long> positions(Consumer<byte[], byte[]> consumer, Duration timeout) {
    return consumer.assignment().stream()
        .collect(
            Collectors.toMap(
                Function.identity(), partition -> consumer.position(partition, timeout)));
  }

  /** The first open offset of each partition, with the marker as metadata. */
  static Map<TopicPartition, OffsetAndMetadata> commit(
      Map<TopicPartition, Long> positions, PushSession session, LeaseMarker.State state) {
    var now = Instant.now();
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    positions.forEach(
        (partition, position) -> {
          var offset = session.firstOpen(partition).orElse(position);
          var marker = new LeaseMarker(state, now, session.progress(partition, position));
          offsets.put(partition, new OffsetAndMetadata(offset, marker.text(offset)));
        });
    return offsets;
  }

  /**
   * Commits at the end of a term. While members join or leave the group, a client does not commit:
   * this polls until the rebalance has ended, without reading, and commits what is still assigned.
   * The wakeup of a close may interrupt it once.
   *
   * @throws RebalanceInProgressException when the rebalance takes longer than the timeout
   */
  static void commitLast(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      Duration timeout) {
    var deadline = System.nanoTime() + timeout.toNanos();
    var owned = new HashMap<>(offsets);
    while (true) {
      try {
        owned.keySet().retainAll(consumer.assignment());
        consumer.commitSync(owned, timeout);
        return;
      } catch (WakeupException _) {
        LOG.debug("woken up to close; committing again");
      } catch (RebalanceInProgressException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        completeRebalance(consumer);
      }
    }
  }

  private static void completeRebalance(Consumer<byte[], byte[]> consumer) {
    try {
      consumer.pause(consumer.assignment());
      consumer.poll(POLL_TIMEOUT);
    } catch (WakeupException _) {
      LOG.debug("woken up to close; the rebalance is still to be completed");
    }
  }

  /**
   * What Kafka holds of partitions that were assigned.
   *
   * @param committed the last commits of the predecessor; null where there is none
   * @param begins the oldest offset of each partition
   * @param ends the next offset that each partition will give
   */
  record Assigned(
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, Long> begins,
      Map<TopicPartition, Long> ends) {

    /** The same without the commits of topics that were created again, which start at the begin. */
    Assigned without(Set<String> topics) {
      var kept = new HashMap<>(committed);
      kept.replaceAll((partition, offset) -> topics.contains(partition.topic()) ? null : offset);
      return new Assigned(kept, begins, ends);
    }
  }

  /** Asks Kafka. */
  static Assigned read(
      Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions, Duration timeout) {
    return new Assigned(
        consumer.committed(partitions, timeout),
        consumer.beginningOffsets(partitions, timeout),
        consumer.endOffsets(partitions, timeout));
  }

  /** Where a new pusher starts, by the last commit of its predecessor. */
  static Map<TopicPartition, PushSession.Start> starts(Assigned assigned, Duration requestTimeout) {
    var now = Instant.now();
    var starts = new HashMap<TopicPartition, PushSession.Start>();
    assigned
        .committed()
        .forEach(
            (partition, committed) -> {
              var end = assigned.ends().getOrDefault(partition, 0L);
              var metadata = committed == null ? null : committed.metadata();
              var from = committed == null ? 0 : committed.offset();
              if (committed == null && end > 0) {
                LOG.warn(
                    "{} has records and no committed offset: the pushes start for the first time,"
                        + " or were stopped for longer than offsets.retention.minutes of the"
                        + " brokers. The latest state of each key is pushed, again if need be",
                    partition);
              }
              starts.put(
                  partition,
                  new PushSession.Start(
                      LeaseMarker.progress(metadata, from)
                          .map(progress -> progress.upTo(end))
                          .orElseGet(() -> ReadProgress.unknownUpTo(end)),
                      LeaseMarker.waitAfter(metadata, requestTimeout, now)));
            });
    return starts;
  }

  /**
   * Lets the consumer begin at the oldest record where it has no offset or one that the log does
   * not have, and reports what was deleted, or lost by Kafka, before it was pushed. Records behind
   * the first open one may have been pushed.
   */
  static void begin(Assigned assigned, Consumer<byte[], byte[]> consumer, LostRecords lostRecords) {
    var lost = new HashMap<TopicPartition, Long>();
    var fresh = new HashSet<TopicPartition>();
    assigned
        .committed()
        .forEach(
            (partition, committed) -> {
              if (committed == null) {
                fresh.add(partition);
              } else if (committed.offset() < assigned.begins().getOrDefault(partition, 0L)
                  || committed.offset() > assigned.ends().getOrDefault(partition, Long.MAX_VALUE)) {
                lost.put(partition, committed.offset());
              }
            });
    lostRecords.report(lost, assigned.begins());
    fresh.addAll(lost.keySet());
    if (!fresh.isEmpty()) { // of none would be of all
      consumer.seekToBeginning(fresh);
    }
  }

  /** Polls; also reports what is deleted while a term lasts, and continues behind it. */
  static ConsumerRecords<byte[], byte[]> poll(
      Consumer<byte[], byte[]> consumer, Duration timeout, LostRecords lostRecords) {
    try {
      return consumer.poll(timeout);
    } catch (OffsetOutOfRangeException e) {
      lostRecords.report(e, consumer);
      consumer.seekToBeginning(e.partitions());
      return ConsumerRecords.empty();
    }
  }
}
