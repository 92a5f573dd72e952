package io.switchboard.replay.dlq;

import io.switchboard.contract.event.DeadLetterResolution;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.UnknownTopicException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dead letters of a deployment and their state, which follows from their last resolution.
 */
public final class DeadLetterStore {
  /** The names of the services that have a dead-letter topic. */
  public static final List<String> SERVICES =
      Arrays.stream(ServiceName.values()).map(ServiceName::wireName).toList();

  /** Reading so many records that are not wanted takes less time than another seek. */
  private static final int MAX_GAP = 1_000;

  private final KafkaSettings kafka;
  private final LogReader reader;

  public DeadLetterStore(KafkaSettings kafka, LogReader reader) {
    this.kafka = kafka;
    this.reader = reader;
  }

  /**
   * A dead letter and its state.
   *
   * @param resolution its last resolution; null for none
   */
  public record DeadLetterEntry(
      DeadLetterSummary deadLetter, @Nullable DeadLetterResolution resolution) {
    /** Open, or the action of its last resolution. */
    public DeadLetterState state() {
      if (resolution == null) {
        return DeadLetterState.OPEN;
      }
      return switch (resolution.action()) {
        case REDRIVEN -> DeadLetterState.REDRIVEN;
        case PARKED -> DeadLetterState.PARKED;
      };
    }
  }

  /** The states of a dead letter. */
  public enum DeadLetterState {
    OPEN,
    REDRIVEN,
    PARKED
  }

  /**
   * The matching dead letters, each once, in the order of the refusals.
   *
   * @param wanted selects records of the dead-letter topics
   */
  public List<DeadLetterEntry> deadLetters(
      Predicate<ConsumerRecord<byte[], byte[]>> wanted, LogWindow window, Progress progress) {
    return deadLetters(SERVICES, wanted, window, progress);
  }

  /** The same for some services alone: the topics of the others are not read. */
  public List<DeadLetterEntry> deadLetters(
      Collection<String> services,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted,
      LogWindow window,
      Progress progress) {
    var resolutions = resolutions();
    var deadLetters = new LinkedHashMap<String, DeadLetterSummary>();
    var reading = reader.read(ranges(services, window));
    while (!reading.finished()) {
      for (var record : reading.poll()) {
        if (window.contains(record.timestamp()) && wanted.test(record)) {
          DeadLetterSummary.of(record)
              .ifPresent(deadLetter -> deadLetters.putIfAbsent(deadLetter.id(), deadLetter));
        }
      }
      progress.at(reading.done(), reading.total());
    }
    return deadLetters.values().stream()
        .map(deadLetter -> new DeadLetterEntry(deadLetter, resolutions.get(deadLetter.id())))
        .toList();
  }

  /**
   * The whole record of a dead letter.
   *
   * @throws IllegalStateException when its topic no longer has it
   */
  public ConsumerRecord<byte[], byte[]> record(DeadLetterSummary deadLetter) {
    var reading =
        reader.read(
            List.of(
                new OffsetRange(deadLetter.place(), deadLetter.offset(), deadLetter.offset() + 1)));
    while (!reading.finished()) {
      for (var record : reading.poll()) {
        return record;
      }
    }
    throw new IllegalStateException(
        "the dead letter at "
            + deadLetter.place()
            + "-"
            + deadLetter.offset()
            + " is no longer retained");
  }

  /**
   * A value of the whole record of each dead letter, by id. Those that are no longer retained are
   * missing.
   *
   * @param read extracts the value of a record
   */
  public <T> Map<String, T> records(
      Collection<DeadLetterSummary> deadLetters, Function<ConsumerRecord<byte[], byte[]>, T> read) {
    var wanted = new HashMap<String, DeadLetterSummary>();
    deadLetters.forEach(it -> wanted.put(it.place() + "-" + it.offset(), it));
    var found = new HashMap<String, T>();
    for (var ranges : OffsetRange.near(places(deadLetters), MAX_GAP)) {
      var reading = reader.read(ranges);
      while (!reading.finished()) {
        for (var record : reading.poll()) {
          var deadLetter =
              wanted.get(
                  new TopicPartition(record.topic(), record.partition()) + "-" + record.offset());
          if (deadLetter != null) {
            found.put(deadLetter.id(), read.apply(record));
          }
        }
      }
    }
    return found;
  }

  private static Map<TopicPartition, List<Long>> places(Collection<DeadLetterSummary> deadLetters) {
    return deadLetters.stream()
        .collect(
            Collectors.groupingBy(
                DeadLetterSummary::place,
                Collectors.mapping(DeadLetterSummary::offset, Collectors.toList())));
  }

  /** A deployment need not run all services. */
  private List<OffsetRange> ranges(Collection<String> services, LogWindow window) {
    var topics =
        services.stream()
            .map(service -> kafka.topics().deadLetters(service).name())
            .collect(Collectors.toSet());
    return reader.ranges(reader.partitionsOf(topics), window);
  }

  private Map<String, DeadLetterResolution> resolutions() {
    Topic<String, DeadLetterResolution> topic = kafka.topics().deadLetterResolutions();
    var newest = new HashMap<String, DeadLetterResolution>();
    try {
      var reading = reader.read(reader.ranges(reader.partitions(topic.name()), LogWindow.ALL));
      while (!reading.finished()) {
        for (var record : reading.poll()) {
          topic
              .valueOf(record)
              .ifPresent(resolution -> newest.put(resolution.deadLetter(), resolution));
        }
      }
    } catch (UnknownTopicException _) {
      // no dead letter was resolved in this deployment
    }
    return newest;
  }
}
