package io.switchboard.replay.trace;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.UnknownTopicException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Searches all topics of the flow for one subject: first for records with its keys, then for all
 * other records of the same traces. An opt-out by a call result is therefore found by the number
 * and by the contact.
 */
public final class Tracer {
  /** The limit of records: a subject is one call, contact or number. */
  private static final int MOST = 20_000;

  private final KafkaSettings kafka;
  private final LogReader reader;

  public Tracer(KafkaSettings kafka, LogReader reader) {
    this.kafka = kafka;
    this.reader = reader;
  }

  /**
   * All records of a subject, in the order of their times, then of the flow.
   *
   * @throws IllegalStateException when there are too many for one subject
   */
  public List<Step> find(Subject subject, LogWindow window, Progress progress) {
    var stages = new HashMap<String, Stage>();
    var ranges = reader.ranges(partitions(stages), window);
    var steps = new ArrayList<Step>();
    scan(
        ranges,
        window,
        half(progress, 0),
        record -> {
          var stage = stage(stages, record);
          if (record.key() != null
              && subject.is(
                  new String(record.key(), StandardCharsets.UTF_8), stage.keyedAsSent())) {
            add(steps, Step.of(stage, record));
          }
        });
    if (!steps.isEmpty()) {
      steps.addAll(sharingACause(steps, stages, ranges, window, half(progress, 1)));
    }
    steps.sort(
        Comparator.comparing(Step::time)
            .thenComparing(Step::stage)
            .thenComparing(step -> step.record().partition())
            .thenComparing(step -> step.record().offset()));
    return List.copyOf(steps);
  }

  private static void add(List<Step> steps, Step step) {
    if (steps.size() >= MOST) {
      throw new IllegalStateException(
          "more than " + MOST + " records are about this; narrow it with --from and --to");
    }
    steps.add(step);
  }

  private List<TopicPartition> partitions(Map<String, Stage> stages) {
    var partitions = new ArrayList<TopicPartition>();
    for (var entry : TopicCatalog.shipped().topics()) {
      var topic = kafka.prefix().applyTo(entry.name());
      Stage.of(topic, kafka.prefix())
          .ifPresent(
              stage -> {
                stages.put(topic, stage);
                partitions.addAll(known(topic));
              });
    }
    return partitions;
  }

  private List<TopicPartition> known(String topic) {
    try {
      return reader.partitions(topic);
    } catch (UnknownTopicException _) {
      return List.of(); // an older deployment, or a partial one
    }
  }

  private List<Step> sharingACause(
      List<Step> found,
      Map<String, Stage> stages,
      List<OffsetRange> ranges,
      LogWindow window,
      Progress progress) {
    var causes = new HashSet<String>();
    var places = new HashSet<String>();
    var topicsOfCause = new HashSet<String>();
    for (var step : found) {
      causes.add(step.traceId());
      places.add(place(step.record()));
      topicsOfCause.add(step.traceId() + step.record().topic());
    }
    var more = new ArrayList<Step>();
    scan(
        ranges,
        window,
        progress,
        record -> {
          var cause =
              EventHeaders.text(record.headers(), EventHeaders.TRACEPARENT).map(Step::traceId);
          if (cause.isPresent()
              && causes.contains(cause.get())
              && !places.contains(place(record))
              // one webhook may report several contacts: the others are not part of the trace
              && !topicsOfCause.contains(cause.get() + record.topic())) {
            add(more, Step.of(stage(stages, record), record));
          }
        });
    return more;
  }

  private void scan(
      List<OffsetRange> ranges,
      LogWindow window,
      Progress progress,
      Consumer<ConsumerRecord<byte[], byte[]>> look) {
    var reading = reader.read(ranges);
    while (!reading.finished()) {
      for (var record : reading.poll()) {
        if (window.contains(record.timestamp())) {
          look.accept(record);
        }
      }
      progress.at(reading.done(), reading.total());
    }
  }

  private static Stage stage(Map<String, Stage> stages, ConsumerRecord<byte[], byte[]> record) {
    return stages.getOrDefault(record.topic(), Stage.DEAD_LETTERS);
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + "-" + record.offset();
  }

  /** One progress bar for two passes. */
  private static Progress half(Progress progress, int which) {
    return (done, total) -> progress.at(done + which * total, 2 * total);
  }
}
