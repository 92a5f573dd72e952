package io.switchboard.console.overview;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.switchboard.console.view.Plot;
import io.switchboard.console.view.Window;
import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Records over time, from the time index of the topics: the broker knows the offset of each time.
 * It fits topics without transactions, whose markers take offsets too: those that ingress writes.
 */
public final class TopicHistory implements AutoCloseable {
  private static final int MAX_OFFSETS = 50_000;
  private static final int TIMEOUT_MS = 4_000;

  /** Where the record of a past time is does not change; at worst retention deletes it. */
  private static final Duration SETTLED = Duration.ofMinutes(2);

  private final KafkaSettings kafka;
  private final List<String> topics;
  private final Admin admin;
  private final Cache<Boundary, Long> settled =
      Caffeine.newBuilder().maximumSize(MAX_OFFSETS).expireAfterWrite(Duration.ofHours(1)).build();

  private record Boundary(TopicPartition partition, long time) {}

  /**
   * Asks nothing yet.
   *
   * @param topics without the deployment's prefix
   */
  public TopicHistory(KafkaSettings kafka, List<String> topics) {
    this.kafka = kafka;
    this.topics = List.copyOf(topics);
    this.admin =
        Admin.create(
            kafka.clientProperties(
                Map.of("request.timeout.ms", TIMEOUT_MS, "default.api.timeout.ms", TIMEOUT_MS)));
  }

  /** Records of each topic in each interval of a window. */
  Plot read(Window window) {
    var step = Plot.step(window);
    var empty = Plot.of("Records from CXone by topic", window, step, topics, List.of());
    var partitions = partitions();
    var times = new ArrayList<Long>(empty.times());
    times.add(
        empty.incomplete()
            ? window.to().plusMillis(999).getEpochSecond()
            : times.getLast() + step.toSeconds());
    var all = partitions.values().stream().flatMap(List::stream).toList();
    var offsets = offsets(all, times);
    var points = new ArrayList<Plot.Point>();
    partitions.forEach(
        (topic, itsPartitions) -> {
          for (int i = 0; i + 1 < times.size(); i++) {
            var count = 0L;
            for (var partition : itsPartitions) {
              count +=
                  offset(offsets, partition, times, i + 1) - offset(offsets, partition, times, i);
            }
            points.add(
                new Plot.Point(Instant.ofEpochSecond(times.get(i)), topic, Math.max(0, count)));
          }
        });
    return Plot.of(empty.title(), window, step, topics, points);
  }

  private static long offset(
      Map<Boundary, Long> offsets, TopicPartition partition, List<Long> times, int i) {
    return offsets.getOrDefault(new Boundary(partition, times.get(i)), 0L);
  }

  /** By topic, without the prefix; a topic that does not exist has none. */
  private Map<String, List<TopicPartition>> partitions() {
    var found = new LinkedHashMap<String, List<TopicPartition>>();
    var asked = admin.describeTopics(topics.stream().map(kafka.prefix()::applyTo).toList());
    for (var topic : topics) {
      var name = kafka.prefix().applyTo(topic);
      try {
        var description =
            Objects.requireNonNull(asked.topicNameValues().get(name), name)
                .get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        found.put(
            topic,
            description.partitions().stream()
                .map(it -> new TopicPartition(name, it.partition()))
                .toList());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new KafkaException(e.getCause());
        }
      } catch (TimeoutException e) {
        throw new KafkaException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException(e);
      }
    }
    return found;
  }

  /** The first offset at or after each time; the end of the log where no record is. */
  private Map<Boundary, Long> offsets(List<TopicPartition> partitions, List<Long> times) {
    var offsets = new HashMap<Boundary, Long>();
    var asked = new LinkedHashMap<Long, ListOffsetsResult>();
    for (var time : times) {
      var specs = new HashMap<TopicPartition, OffsetSpec>();
      for (var partition : partitions) {
        var boundary = new Boundary(partition, time);
        var known = settled.getIfPresent(boundary);
        if (known == null) {
          specs.put(partition, OffsetSpec.forTimestamp(time * 1_000));
        } else {
          offsets.put(boundary, known);
        }
      }
      if (!specs.isEmpty()) {
        asked.put(time, admin.listOffsets(specs));
      }
    }
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    var end = admin.listOffsets(ends);
    var past = Instant.now().minus(SETTLED).getEpochSecond();
    asked.forEach(
        (time, result) -> {
          for (var partition : partitions) {
            var boundary = new Boundary(partition, time);
            if (!offsets.containsKey(boundary)) {
              var offset = get(result, partition);
              if (offset >= 0 && time < past) {
                settled.put(boundary, offset);
              }
              offsets.put(boundary, offset >= 0 ? offset : get(end, partition));
            }
          }
        });
    return offsets;
  }

  private static long get(ListOffsetsResult result, TopicPartition partition) {
    try {
      return result.partitionResult(partition).get(TIMEOUT_MS, TimeUnit.MILLISECONDS).offset();
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
