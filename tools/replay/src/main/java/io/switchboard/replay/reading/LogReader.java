package io.switchboard.replay.reading;

import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics without side effects: assigned, not subscribed, without a group, without commits,
 * without creating topics, committed records only.
 */
public final class LogReader implements AutoCloseable {
  /**
   * Later records may have earlier times: a derived record has the time of its source, even if the
   * service was down for hours. A window that ends in the past is therefore read this much longer
   * than its end.
   */
  static final Duration OUT_OF_ORDER = Duration.ofHours(24);

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private static final int MAX_WAIT_MS = 5;

  /** Other partitions than before need new metadata, and the client waits this long for it. */
  private static final int RETRY_BACKOFF_MS = 10;

  private final Map<String, Object> properties;
  private final Consumer<byte[], byte[]> consumer;

  private LogReader(Map<String, Object> properties, Consumer<byte[], byte[]> consumer) {
    this.properties = properties;
    this.consumer = consumer;
  }

  /** Creates a reader of this cluster; it does not connect yet. */
  public static LogReader open(KafkaSettings kafka) {
    return open(kafka, TIMEOUT);
  }

  /**
   * As above, with a timeout.
   *
   * @param timeout of each request
   */
  public static LogReader open(KafkaSettings kafka, Duration timeout) {
    var properties =
        kafka.clientProperties(
            Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                kafka.prefix().applyTo("switchboard-replay"),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(timeout.toMillis()),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2_000,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                8 << 20,
                // a fetch at the end of a log holds up what is asked on the same connection
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                MAX_WAIT_MS,
                ConsumerConfig.RETRY_BACKOFF_MS_CONFIG,
                RETRY_BACKOFF_MS));
    // overrides the environment: a group's position is never used
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    return new LogReader(
        properties,
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /**
   * The partitions of a topic.
   *
   * @throws UnknownTopicException when the cluster has no such topic
   */
  public List<TopicPartition> partitions(String topic) {
    var known = consumer.listTopics().get(topic);
    if (known == null || known.isEmpty()) {
      throw new UnknownTopicException(topic, consumer.listTopics().keySet());
    }
    return known.stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .sorted(Comparator.comparingInt(TopicPartition::partition))
        .toList();
  }

  /** The partitions of those topics that the cluster has. */
  public List<TopicPartition> partitionsOf(Collection<String> topics) {
    return consumer.listTopics().entrySet().stream()
        .filter(entry -> topics.contains(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .sorted(
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
        .toList();
  }

  /** The part of each partition that a window covers now; may be an empty range. */
  public List<OffsetRange> ranges(Collection<TopicPartition> partitions, LogWindow window) {
    return ranges(partitions, window, OUT_OF_ORDER);
  }

  /**
   * The part of each partition that a window covers now.
   *
   * @param outOfOrder how much later than its time a record may have been written
   */
  public List<OffsetRange> ranges(
      Collection<TopicPartition> partitions, LogWindow window, Duration outOfOrder) {
    consumer.assign(partitions); // it logs about partitions that it does not hold
    var begins = consumer.beginningOffsets(partitions);
    var ends = consumer.endOffsets(partitions); // last stable offsets: what is committed now
    var firsts = offsets(window.from(), partitions, begins, ends);
    var behinds = behind(later(window.to(), outOfOrder), partitions, begins, ends);
    var ranges = new ArrayList<OffsetRange>();
    for (var partition : partitions) {
      var begin = begins.getOrDefault(partition, 0L);
      var end = ends.getOrDefault(partition, 0L);
      var from = Math.max(begin, firsts.getOrDefault(partition, begin));
      var to = Math.min(end, behinds.getOrDefault(partition, end));
      ranges.add(new OffsetRange(partition, Math.min(from, to), to));
    }
    return List.copyOf(ranges);
  }

  /** The first retained offset of each partition. */
  public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
    return consumer.beginningOffsets(partitions);
  }

  /** The last offsets of each partition, that many. */
  public List<OffsetRange> last(Collection<TopicPartition> partitions, long count) {
    consumer.assign(partitions);
    var begins = consumer.beginningOffsets(partitions);
    return consumer.endOffsets(partitions).entrySet().stream()
        .map(
            end ->
                new OffsetRange(
                    end.getKey(),
                    Math.max(begins.getOrDefault(end.getKey(), 0L), end.getValue() - count),
                    end.getValue()))
        .sorted(Comparator.comparing(range -> range.partition().toString()))
        .toList();
  }

  private static WindowBound later(WindowBound to, Duration outOfOrder) {
    return to instanceof WindowBound.At(var time) ? new WindowBound.At(time.plus(outOfOrder)) : to;
  }

  private Map<TopicPartition, Long> offsets(
      WindowBound moment,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, Long> begins,
      Map<TopicPartition, Long> ends) {
    return switch (moment) {
      case WindowBound.Beginning _ -> begins;
      case WindowBound.End _ -> ends;
      case WindowBound.Offset(var offset) ->
          partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> offset));
      case WindowBound.At(var time) -> firstSince(time, partitions, ends);
    };
  }

  /**
   * The end of a window at a time is a record of that time or later. The broker's index also finds
   * the markers of transactions, which have the time of the commit: a service that catches up
   * commits records of hours ago, and nearly all of them stand behind a marker of now.
   */
  private Map<TopicPartition, Long> behind(
      WindowBound moment,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, Long> begins,
      Map<TopicPartition, Long> ends) {
    var found = offsets(moment, partitions, begins, ends);
    if (!(moment instanceof WindowBound.At(var time))) {
      return found;
    }
    var offsets = new HashMap<>(ends);
    var open = new HashSet<>(partitions);
    var reading =
        read(
            partitions.stream()
                .map(
                    each ->
                        new OffsetRange(
                            each, found.getOrDefault(each, 0L), ends.getOrDefault(each, 0L)))
                .toList());
    while (!open.isEmpty() && !reading.finished()) {
      for (var record : reading.poll()) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.timestamp() >= time.toEpochMilli() && open.remove(partition)) {
          offsets.put(partition, record.offset());
        }
      }
      open.removeIf(reading::finished);
      reading.hold(
          offsets.keySet().stream()
              .filter(each -> !open.contains(each))
              .collect(Collectors.toSet()));
    }
    return offsets;
  }

  private Map<TopicPartition, Long> firstSince(
      Instant time, Collection<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    var asked =
        partitions.stream()
            .collect(
                Collectors.toMap(partition -> partition, _ -> Math.max(0, time.toEpochMilli())));
    var offsets = new HashMap<>(ends);
    consumer
        .offsetsForTimes(asked)
        .forEach(
            (partition, found) -> {
              if (found != null) {
                offsets.put(partition, found.offset());
              }
            });
    return offsets;
  }

  /** Reads these ranges, all partitions interleaved. One reading at a time. */
  public RangeReader read(List<OffsetRange> ranges) {
    return new RangeReader(consumer, ranges);
  }

  /**
   * What to read of ranges to find all records with one of these keys, without reading everything:
   * each list has one range of a partition at most.
   *
   * @param done receives numbers of offsets that need not be read
   */
  List<List<OffsetRange>> narrow(
      List<OffsetRange> ranges, Collection<byte[]> keys, LongConsumer done) {
    var leaders = new HashMap<TopicPartition, Node>();
    ranges.stream()
        .map(range -> range.partition().topic())
        .distinct()
        .flatMap(topic -> consumer.partitionsFor(topic).stream())
        .forEach(
            info -> leaders.put(new TopicPartition(info.topic(), info.partition()), info.leader()));
    var deserializer = new ByteArrayDeserializer();
    var config =
        new ConsumerConfig(
            ConsumerConfig.appendDeserializerToConfig(properties, deserializer, deserializer));
    return KeySearch.narrow(config, leaders, ranges, new KeyScan(keys), done);
  }

  /** The consumer, for reading after the ranges; the reader still owns it. */
  public Consumer<byte[], byte[]> consumer() {
    return consumer;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
  }
}
