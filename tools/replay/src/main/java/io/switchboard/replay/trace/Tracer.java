package io.switchboard.replay.trace;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.UnknownTopicException;
import io.switchboard.replay.reading.WindowBound;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;

/**
 * Searches all topics of the flow for one subject: first for records with its keys, then for all
 * other records of the same traces. The producers choose partitions by key, so only a part of each
 * topic is read. An opt-out by a call result is therefore found by the number and by the contact.
 */
public final class Tracer {
  /** The limit of records: a subject is one call, contact or number. */
  private static final int MOST = 20_000;

  /** The topics that are keyed by callId. */
  private static final Set<Stage> CALL =
      EnumSet.of(Stage.DTMF, Stage.IVR_DECISIONS, Stage.IVR_OUTCOMES, Stage.PUSHES);

  /** The topics that are keyed otherwise and hold what follows from a call. */
  private static final Set<Stage> FOLLOWING =
      EnumSet.of(
          Stage.DNC_EVENTS,
          Stage.DNC_DECISIONS,
          Stage.DNC_REGISTRY,
          Stage.PUSHES,
          Stage.DEAD_LETTERS);

  /** Keyed by what is not the subject's key, or with the partitions of their sources. */
  private static final Set<Stage> WHOLE =
      EnumSet.of(Stage.DNC_WEBHOOKS, Stage.REJECTED, Stage.DEAD_LETTERS);

  /** Written whenever CXone answers, or a service refuses. */
  private static final Set<Stage> LATE = EnumSet.of(Stage.PUSHES, Stage.DEAD_LETTERS);

  /**
   * Several services write consent, and one of them may be behind the others: a record may stand
   * long after its time. A topic that one service writes keeps the order of its source, however
   * late that service is.
   */
  private static final Set<Stage> CONSENT =
      EnumSet.of(Stage.DNC_EVENTS, Stage.DNC_DECISIONS, Stage.DNC_REGISTRY);

  /** How much later than its time a result may be written, after others with a later time. */
  private static final Duration LAG = Duration.ofHours(1);

  /** The same for consent, and for what was refused, and redriven by a person. */
  private static final Duration MUCH_LATER = Duration.ofDays(7);

  private static final Duration WRITTEN_LATER = Duration.ofMinutes(2);

  private final KafkaSettings kafka;
  private final LogReader reader;

  public Tracer(KafkaSettings kafka, LogReader reader) {
    this.kafka = kafka;
    this.reader = reader;
  }

  /**
   * All records of a subject, in the order of their times, then of the flow. It reads the
   * partitions that the subject's keys belong to, then what all topics hold around the times that
   * it found.
   *
   * @throws TraceTooLongException when there are too many to be about one subject
   */
  public List<Step> find(Subject subject, LogWindow window, Progress progress) {
    var stages = new HashMap<String, Stage>();
    var all = partitions(stages, _ -> true);
    var own = ownPartitions(subject, stages, all);
    var steps = new ArrayList<Step>();
    scan(
        reader.ranges(own, window),
        window,
        half(progress, 0),
        record -> keep(record, subject, stages, steps));
    if (!steps.isEmpty()) {
      var around = around(steps, stages, all, window);
      steps.addAll(sharingACause(steps, besides(steps), stages, around, window, half(progress, 1)));
    }
    return ordered(steps);
  }

  /** Topics that are keyed otherwise, or whose partitions another rule chooses, are read whole. */
  private static List<TopicPartition> ownPartitions(
      Subject subject, Map<String, Stage> stages, List<TopicPartition> all) {
    var keys =
        Arrays.stream(Stage.values())
            .collect(Collectors.toMap(stage -> stage, stage -> subject.keysIn(stage)));
    var sizes =
        all.stream().collect(Collectors.groupingBy(TopicPartition::topic, Collectors.counting()));
    return all.stream()
        .filter(
            candidate -> {
              var size = Math.toIntExact(sizes.getOrDefault(candidate.topic(), 1L));
              var stage = stage(stages, candidate.topic());
              return WHOLE.contains(stage)
                  || keys.getOrDefault(stage, Set.of()).stream()
                      .anyMatch(key -> partition(key, size) == candidate.partition());
            })
        .toList();
  }

  /**
   * What follows from a record has its time, so the rest of a trace is around the times of the
   * steps. Only answers and refusals may come later.
   */
  private List<OffsetRange> around(
      List<Step> steps, Map<String, Stage> stages, List<TopicPartition> all, LogWindow window) {
    var times = steps.stream().map(Step::time).sorted().toList();
    var from = new WindowBound.At(times.getFirst().minus(WRITTEN_LATER));
    var late = all.stream().filter(place -> LATE.contains(stage(stages, place.topic()))).toList();
    var consent =
        all.stream().filter(place -> CONSENT.contains(stage(stages, place.topic()))).toList();
    var prompt = new ArrayList<>(all);
    prompt.removeAll(late);
    prompt.removeAll(consent);
    var to = new WindowBound.At(times.getLast().plus(WRITTEN_LATER));
    var refused = steps.stream().anyMatch(step -> step.stage() == Stage.DEAD_LETTERS);
    var near = new LogWindow(from, to);
    var ranges = new ArrayList<>(reader.ranges(prompt, near, refused ? MUCH_LATER : LAG));
    ranges.addAll(reader.ranges(consent, near, MUCH_LATER));
    ranges.addAll(reader.ranges(late, new LogWindow(from, window.to())));
    return ranges;
  }

  private static Stage stage(Map<String, Stage> stages, String topic) {
    return stages.getOrDefault(topic, Stage.DEAD_LETTERS);
  }

  /**
   * The records of one call, and the consent, pushes and dead letters that follow from it. It reads
   * the partitions that the call's id belongs to and nothing that was written long after its time,
   * so it is quicker than {@link #find}.
   *
   * @throws TraceTooLongException when there are too many to be about one call
   */
  public List<Step> findCall(String callId, LogWindow window) {
    var stages = new HashMap<String, Stage>();
    var own =
        partitions(stages, CALL::contains).stream()
            .collect(Collectors.groupingBy(TopicPartition::topic))
            .values()
            .stream()
            .map(partitions -> partitions.get(partition(callId, partitions.size())))
            .toList();
    var subject = new Subject(callId, Set.of(callId), "", false);
    var steps = new ArrayList<Step>();
    scan(
        reader.ranges(own, window, WRITTEN_LATER),
        window,
        Progress.SILENT,
        record -> keep(record, subject, stages, steps));
    if (!steps.isEmpty()) {
      var others = reader.ranges(partitions(stages, FOLLOWING::contains), window, WRITTEN_LATER);
      steps.addAll(sharingACause(steps, _ -> false, stages, others, window, Progress.SILENT));
    }
    return ordered(steps);
  }

  /** As Kafka's producers and Kafka Streams choose it. */
  private static int partition(String key, int partitions) {
    return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitions);
  }

  private static void keep(
      ConsumerRecord<byte[], byte[]> record,
      Subject subject,
      Map<String, Stage> stages,
      List<Step> steps) {
    var stage = stage(stages, record.topic());
    if (record.key() != null
        && subject.is(new String(record.key(), StandardCharsets.UTF_8), stage.keyedAsSent())) {
      add(steps, Step.of(stage, record));
    }
  }

  private static List<Step> ordered(List<Step> steps) {
    return steps.stream()
        .sorted(
            Comparator.comparing(Step::time)
                .thenComparing(Step::stage)
                .thenComparingInt(step -> step.record().partition())
                .thenComparingLong(step -> step.record().offset()))
        .toList();
  }

  private static void add(List<Step> steps, Step step) {
    if (steps.size() >= MOST) {
      throw new TraceTooLongException(MOST);
    }
    steps.add(step);
  }

  private List<TopicPartition> partitions(Map<String, Stage> stages, Predicate<Stage> wanted) {
    var partitions = new ArrayList<TopicPartition>();
    for (var entry : TopicCatalog.shipped().topics()) {
      var topic = kafka.prefix().applyTo(entry.name());
      Stage.of(topic, kafka.prefix())
          .filter(wanted)
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

  /** One webhook may tell of many contacts: those beside the subject are not about it. */
  private static Predicate<Step> besides(List<Step> found) {
    var topicsOfCause = new HashSet<String>();
    found.forEach(step -> topicsOfCause.add(step.traceId() + step.record().topic()));
    return step -> topicsOfCause.contains(step.traceId() + step.record().topic());
  }

  private List<Step> sharingACause(
      List<Step> found,
      Predicate<Step> besides,
      Map<String, Stage> stages,
      List<OffsetRange> ranges,
      LogWindow window,
      Progress progress) {
    var causes = new HashSet<String>();
    var places = new HashSet<String>();
    for (var step : found) {
      causes.add(step.traceId());
      places.add(place(step.record()));
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
              && !places.contains(place(record))) {
            var step = Step.of(stage(stages, record.topic()), record);
            if (!besides.test(step)) {
              add(more, step);
            }
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

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + "-" + record.offset();
  }

  /** One progress bar for two passes. */
  private static Progress half(Progress progress, int which) {
    return (done, total) -> progress.at(done + which * total, 2 * total);
  }
}
