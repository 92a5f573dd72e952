package io.switchboard.replay.deadletters;

import io.switchboard.contract.event.LetterResolution;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.Range;
import io.switchboard.replay.reading.UnknownTopicException;
import io.switchboard.replay.reading.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** All dead letters of a deployment and what was done with them, as it stands at one moment. */
public final class LetterBox {
  /** The services that have dead letters. */
  public static final List<String> SERVICES =
      Arrays.stream(ServiceName.values()).map(ServiceName::wireName).toList();

  private final KafkaSettings kafka;
  private final LogReader reader;

  public LetterBox(KafkaSettings kafka, LogReader reader) {
    this.kafka = kafka;
    this.reader = reader;
  }

  /**
   * A letter and what became of it.
   *
   * @param state open, or what was done with it last
   */
  public record Filed(Letter letter, State state) {}

  /** What became of a letter. */
  public enum State {
    OPEN,
    REDRIVEN,
    PARKED
  }

  /**
   * The letters that fit, each once, in the order in which they were refused.
   *
   * @param wanted looks at the records of the dead-letter topics
   */
  public List<Filed> letters(
      Predicate<ConsumerRecord<byte[], byte[]>> wanted, Window window, Progress progress) {
    var resolutions = resolutions();
    var letters = new LinkedHashMap<String, Letter>();
    var reading = reader.read(ranges(window));
    while (!reading.finished()) {
      for (var record : reading.poll()) {
        if (window.contains(record.timestamp()) && wanted.test(record)) {
          Letter.of(record).ifPresent(letter -> letters.putIfAbsent(letter.id(), letter));
        }
      }
      progress.at(reading.done(), reading.total());
    }
    return letters.values().stream()
        .map(letter -> new Filed(letter, state(resolutions.get(letter.id()))))
        .toList();
  }

  /** The record of a letter, content and all. */
  public ConsumerRecord<byte[], byte[]> record(Letter letter) {
    var reading =
        reader.read(List.of(new Range(letter.place(), letter.offset(), letter.offset() + 1)));
    while (!reading.finished()) {
      for (var record : reading.poll()) {
        return record;
      }
    }
    throw new IllegalStateException(
        "the letter at " + letter.place() + "-" + letter.offset() + " is not kept any more");
  }

  private List<Range> ranges(Window window) {
    var ranges = new ArrayList<Range>();
    for (var service : SERVICES) {
      var topic = kafka.topics().deadLetters(service).name();
      try {
        ranges.addAll(reader.ranges(reader.partitions(topic), window));
      } catch (UnknownTopicException _) {
        // a deployment need not have them all
      }
    }
    return ranges;
  }

  private static State state(@Nullable LetterResolution resolution) {
    if (resolution == null) {
      return State.OPEN;
    }
    return switch (resolution.action()) {
      case REDRIVEN -> State.REDRIVEN;
      case PARKED -> State.PARKED;
    };
  }

  private Map<String, LetterResolution> resolutions() {
    Topic<String, LetterResolution> topic = kafka.topics().letterResolutions();
    var newest = new HashMap<String, LetterResolution>();
    try {
      var reading = reader.read(reader.ranges(reader.partitions(topic.name()), Window.ALL));
      while (!reading.finished()) {
        for (var record : reading.poll()) {
          topic
              .valueOf(record)
              .ifPresent(resolution -> newest.put(resolution.letter(), resolution));
        }
      }
    } catch (UnknownTopicException _) {
      // nothing was ever done with a letter here
    }
    return newest;
  }
}
