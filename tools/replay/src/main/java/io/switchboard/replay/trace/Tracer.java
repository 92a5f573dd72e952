package io.switchboard.replay.trace;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.ParallelReading;
import io.switchboard.replay.reading.ParallelReading.Keys;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.WindowBound;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Searches all topics of the flow for one subject: first for records with its keys, then for other
 * records of the same traces, where the flow can have written them. An opt-out by a call result is
 * therefore found by the number and by the contact.
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

  /** Written when they are received. */
  private static final Set<Stage> REQUESTS = EnumSet.of(Stage.DNC_WEBHOOKS, Stage.REJECTED);

  /** How much later than its time a result may be written, after others with a later time. */
  private static final Duration LAG = Duration.ofHours(1);

  /** The same for consent, and for what was refused, and redriven by a person. */
  private static final Duration MUCH_LATER = Duration.ofDays(7);

  private static final Duration WRITTEN_LATER = Duration.ofMinutes(2);

  private static final int PASSES = 3;

  private final KafkaSettings kafka;
  private final LogReader reader;
  private final ParallelReading reading;

  /** A tracer with one consumer. */
  public Tracer(KafkaSettings kafka, LogReader reader) {
    this(kafka, reader, new ParallelReading(reader, Optional.empty()));
  }

  private Tracer(KafkaSettings kafka, LogReader reader, ParallelReading reading) {
    this.kafka = kafka;
    this.reader = reader;
    this.reading = reading;
  }

  /** A tracer that opens another consumer beside this one when there is much to read. */
  public static Tracer parallel(KafkaSettings kafka, LogReader reader) {
    return new Tracer(
        kafka, reader, new ParallelReading(reader, Optional.of(() -> LogReader.open(kafka))));
  }

  /**
   * All records of a subject, in the order of their times, then of the flow. It reads the
   * partitions that the subject's keys belong to, then what else its requests can have led to
   * around the times that it found, then CXone's answers under the keys that it found.
   *
   * <p>Requests of other calls and contacts are not read, although a sender may have given them the
   * same trace context.
   *
   * @throws TraceTooLongException when there are too many to be about one subject
   */
  public List<Step> find(Subject subject, LogWindow window, Progress progress) {
    return find(subject, window, KnownTimes.NONE, progress);
  }

  /**
   * As above, for a subject of which the database knows times: the topics of calls, which are the
   * largest, are read around the times of the call, and the others from its beginning; the topics
   * of consent from the first event of a key on.
   */
  public List<Step> find(Subject subject, LogWindow window, KnownTimes known, Progress progress) {
    var flow = FlowPartitions.read(kafka, reader);
    var steps =
        steps(
            isOf(subject, flow),
            flow,
            new OwnRanges(subject, flow, window, known).of(reader),
            keys(subject, flow),
            window,
            part(progress, 0));
    if (!steps.isEmpty()) {
      var causes = Causes.of(steps);
      Predicate<ConsumerRecord<byte[], byte[]>> follows =
          record -> causes.isOfOne(record) && !causes.isBesides(record);
      var readsConsent = Causes.mayLeadToConsent(steps);
      var ranges = around(steps, flow);
      ranges.addAll(readsConsent ? consentAround(steps, flow) : List.of());
      steps.addAll(steps(follows, flow, ranges, Keys.ANY, window, part(progress, 1)));
      if (!readsConsent && steps.stream().anyMatch(step -> step.stage() == Stage.DNC_WEBHOOKS)) {
        steps.addAll(
            steps(follows, flow, consentAround(steps, flow), Keys.ANY, window, part(progress, 1)));
      }
      var keys = otherKeys(steps, subject);
      steps.addAll(
          steps(
              record -> causes.isOfOne(record) && keys.contains(Step.key(record)),
              flow,
              reader.ranges(flow.holding(keys, Stage.PUSHES::equals), since(steps, window)),
              Keys.ANY,
              window,
              part(progress, 2)));
    }
    return ordered(steps);
  }

  /** Only answers and refusals may come later than {@link #near}. */
  private List<OffsetRange> around(List<Step> steps, FlowPartitions flow) {
    var near = near(steps);
    var refused = steps.stream().anyMatch(step -> step.stage() == Stage.DEAD_LETTERS);
    var unread = Causes.unread(steps);
    var ranges =
        new ArrayList<>(reader.ranges(flow.of(unread::contains), near, refused ? MUCH_LATER : LAG));
    ranges.addAll(reader.ranges(flow.of(REQUESTS::contains), near, WRITTEN_LATER));
    ranges.addAll(
        reader.ranges(
            flow.of(Stage.DEAD_LETTERS::equals),
            new LogWindow(near.from(), new WindowBound.End())));
    return ranges;
  }

  private List<OffsetRange> consentAround(List<Step> steps, FlowPartitions flow) {
    return reader.ranges(flow.of(Stage.CONSENT::contains), near(steps), MUCH_LATER);
  }

  /** What follows from a record has its time, so the rest of a trace is around those of steps. */
  private static LogWindow near(List<Step> steps) {
    var times = steps.stream().map(Step::time).sorted().toList();
    return new LogWindow(
        new WindowBound.At(times.getFirst().minus(WRITTEN_LATER)),
        new WindowBound.At(times.getLast().plus(WRITTEN_LATER)));
  }

  /** The answers under the subject's own keys have been read. */
  private static Set<String> otherKeys(List<Step> steps, Subject subject) {
    var keys = steps.stream().map(Step::key).collect(Collectors.toSet());
    keys.removeAll(subject.keys());
    return keys;
  }

  private static LogWindow since(List<Step> steps, LogWindow window) {
    var first = steps.stream().map(Step::time).min(Comparator.naturalOrder()).orElseThrow();
    return new LogWindow(new WindowBound.At(first.minus(WRITTEN_LATER)), window.to());
  }

  /**
   * The records of one call, and the consent, pushes and dead letters that follow from it. It reads
   * the partitions that the call's id belongs to and nothing that was written long after its time,
   * so it is quicker than {@link #find}.
   *
   * @throws TraceTooLongException when there are too many to be about one call
   */
  public List<Step> findCall(String callId, LogWindow window) {
    var flow = FlowPartitions.read(kafka, reader);
    var subject = new Subject(callId, Set.of(callId), "", false);
    var steps =
        steps(
            isOf(subject, flow),
            flow,
            reader.ranges(flow.holding(Set.of(callId), CALL::contains), window, WRITTEN_LATER),
            Keys.ANY,
            window,
            Progress.SILENT);
    if (!steps.isEmpty()) {
      var others = reader.ranges(flow.of(FOLLOWING::contains), window, WRITTEN_LATER);
      var causes = Causes.of(steps);
      steps.addAll(steps(causes::isOfOne, flow, others, Keys.ANY, window, Progress.SILENT));
    }
    return ordered(steps);
  }

  private static Predicate<ConsumerRecord<byte[], byte[]>> isOf(
      Subject subject, FlowPartitions flow) {
    return record ->
        record.key() != null
            && subject.is(Step.key(record), flow.stage(record.topic()).keyedAsSent());
  }

  /** Only the keys of requests about consent are compared otherwise than by their bytes. */
  private static Keys keys(Subject subject, FlowPartitions flow) {
    return new Keys(
        subject.keys().stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList(),
        place -> !flow.stage(place.topic()).keyedAsSent());
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

  private List<Step> steps(
      Predicate<ConsumerRecord<byte[], byte[]>> wanted,
      FlowPartitions flow,
      List<OffsetRange> ranges,
      Keys keys,
      LogWindow window,
      Progress progress) {
    var count = new AtomicInteger();
    return reading.pick(
        ranges,
        keys,
        progress,
        record -> {
          if (!window.contains(record.timestamp()) || !wanted.test(record)) {
            return Optional.empty();
          }
          if (count.incrementAndGet() > MOST) {
            throw new TraceTooLongException(MOST);
          }
          return Optional.of(Step.of(flow.stage(record.topic()), record));
        });
  }

  /** One progress bar for all passes. */
  private static Progress part(Progress progress, int pass) {
    return (done, total) -> progress.at(done + pass * total, PASSES * total);
  }
}
