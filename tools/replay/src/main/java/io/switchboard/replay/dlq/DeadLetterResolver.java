package io.switchboard.replay.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Predicate.not;

import io.switchboard.contract.event.DeadLetterResolution;
import io.switchboard.contract.event.DeadLetterResolution.ResolutionAction;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.Redrive;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.time.Times;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Redrives and parks dead letters, each once: the redriven record and its resolution are in one
 * transaction. A deployment has one transactional id, so a second resolver fences the first one.
 */
public final class DeadLetterResolver implements AutoCloseable {
  private static final int MAX_PER_TRANSACTION = 200;
  private static final Duration MARKER_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration MARKER_INTERVAL = Duration.ofMillis(5);

  private final KafkaSettings kafka;
  private final LogReader reader;
  private final String by;
  private final InstantSource clock;
  private final Producer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> resolutions = new ArrayList<>();

  private DeadLetterResolver(
      KafkaSettings kafka,
      LogReader reader,
      String by,
      InstantSource clock,
      Producer<byte[], byte[]> producer) {
    this.kafka = kafka;
    this.reader = reader;
    this.by = by;
    this.clock = clock;
    this.producer = producer;
  }

  /**
   * Opens a resolver and fences the one that is open elsewhere.
   *
   * @param by the operator's name, for the resolutions
   */
  public static DeadLetterResolver open(
      KafkaSettings kafka, LogReader reader, String by, InstantSource clock) {
    var name = kafka.prefix().applyTo("switchboard-dlq");
    var producer =
        new KafkaProducer<>(
            kafka.clientProperties(
                Map.of(
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    name,
                    ProducerConfig.CLIENT_ID_CONFIG,
                    name,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    20_000)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try {
      producer.initTransactions();
      return new DeadLetterResolver(kafka, reader, by, clock, producer);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * The ids of the dead letters, by result.
   *
   * @param done redriven or parked
   * @param superseded stay open, because a newer record of the same key follows on the source topic
   * @param incomplete stay open, because parts of their record are omitted
   */
  public record Result(List<String> done, List<String> superseded, List<String> incomplete) {}

  /**
   * Sends dead letters back to the destinations that refused them, in the order of the refusals.
   * One with an incomplete record stays open: its destination would get another record.
   *
   * @param which selects records of the dead-letter topics; the state of each is read again here,
   *     because another operator may have resolved it since the plan was shown
   * @param alsoParked whether parked ones are redriven too
   * @param limit the maximum number to redrive; the rest stays open
   */
  public Result redrive(
      Predicate<ConsumerRecord<byte[], byte[]>> which,
      LogWindow window,
      boolean alsoParked,
      int limit,
      Progress progress) {
    var found = deadLetters(which, window, alsoParked);
    var deadLetters = found.stream().filter(DeadLetterSummary::isComplete).toList();
    var incomplete =
        found.stream()
            .filter(not(DeadLetterSummary::isComplete))
            .map(DeadLetterSummary::id)
            .toList();
    var superseded = new ArrayList<String>();
    var done = new ArrayList<String>();
    for (var begin = 0; begin < deadLetters.size() && done.size() < limit; ) {
      var end =
          Math.min(deadLetters.size(), begin + Math.min(MAX_PER_TRANSACTION, limit - done.size()));
      redriveAtOnce(deadLetters.subList(begin, end), done, superseded);
      begin = end;
      progress.at(begin, deadLetters.size());
    }
    return new Result(List.copyOf(done), List.copyOf(superseded), incomplete);
  }

  private void redriveAtOnce(
      List<DeadLetterSummary> deadLetters, List<String> done, List<String> superseded) {
    var store = new DeadLetterStore(kafka, reader);
    var records = store.records(deadLetters, record -> record);
    for (var deadLetter : deadLetters) {
      records.computeIfAbsent(
          deadLetter.id(), _ -> store.record(deadLetter)); // says that it is gone
    }
    var overtaken = new SupersededFinder(reader).among(deadLetters, records);
    producer.beginTransaction();
    for (var deadLetter : deadLetters) {
      var record = records.get(deadLetter.id());
      if (record == null || overtaken.contains(deadLetter.id())) {
        superseded.add(deadLetter.id());
        continue;
      }
      var _ =
          producer.send(
              new ProducerRecord<>(
                  deadLetter.source().topic(),
                  deadLetter.source().partition(),
                  received(record),
                  record.key(),
                  record.value(),
                  addressed(record.headers(), deadLetter)));
      note(deadLetter, ResolutionAction.REDRIVEN, null);
      done.add(deadLetter.id());
    }
    commit();
  }

  /** Marks open dead letters as parked; they stay on their topic. */
  public Result park(
      Predicate<ConsumerRecord<byte[], byte[]>> which, LogWindow window, String reason) {
    var deadLetters = deadLetters(which, window, false);
    producer.beginTransaction();
    deadLetters.forEach(deadLetter -> note(deadLetter, ResolutionAction.PARKED, reason));
    commit();
    return new Result(
        deadLetters.stream().map(DeadLetterSummary::id).toList(), List.of(), List.of());
  }

  private List<DeadLetterSummary> deadLetters(
      Predicate<ConsumerRecord<byte[], byte[]>> which, LogWindow window, boolean alsoParked) {
    return new DeadLetterStore(kafka, reader)
        .deadLetters(which, window, Progress.SILENT).stream()
            .filter(entry -> ResolutionPlan.isOpen(entry, alsoParked))
            .map(DeadLetterEntry::deadLetter)
            .toList();
  }

  private void note(
      DeadLetterSummary deadLetter, ResolutionAction action, @Nullable String reason) {
    var topic = kafka.topics().deadLetterResolutions();
    var resolution = new DeadLetterResolution(deadLetter.id(), action, clock.instant(), by, reason);
    resolutions.add(
        producer.send(
            new ProducerRecord<>(
                topic.name(),
                deadLetter.id().getBytes(UTF_8),
                topic.values().serializer().serialize(topic.name(), resolution))));
  }

  /**
   * Commits, and waits until the resolutions can be read: a commit returns before the brokers have
   * written its markers, and what is counted next would still be open.
   */
  private void commit() {
    producer.commitTransaction();
    var last = new HashMap<TopicPartition, Long>();
    for (var resolution : resolutions) {
      var written = resolution.resultNow();
      last.merge(
          new TopicPartition(written.topic(), written.partition()), written.offset(), Math::max);
    }
    resolutions.clear();
    var deadline = System.nanoTime() + MARKER_TIMEOUT.toNanos();
    while (!areReadable(last) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(MARKER_INTERVAL.toNanos());
    }
  }

  private boolean areReadable(Map<TopicPartition, Long> offsets) {
    var ends = reader.consumer().endOffsets(offsets.keySet());
    return offsets.entrySet().stream()
        .allMatch(each -> ends.getOrDefault(each.getKey(), 0L) > each.getValue());
  }

  /** The timestamp of the source record: when the pipeline received it. */
  private static long received(ConsumerRecord<byte[], byte[]> deadLetter) {
    return EventHeaders.text(deadLetter.headers(), EventHeaders.RECEIVED_AT)
        .flatMap(Times::parse)
        .map(Instant::toEpochMilli)
        .orElse(deadLetter.timestamp());
  }

  /** The source's own headers with the destination, without the error headers. */
  private static Headers addressed(Headers headers, DeadLetterSummary deadLetter) {
    var addressed = new RecordHeaders();
    for (var header : headers) {
      if (!header.key().startsWith("dlq_") && !header.key().startsWith("redrive-")) {
        addressed.add(header);
      }
    }
    addressed.add(Redrive.TO, deadLetter.redrive().text().getBytes(UTF_8));
    addressed.add(Redrive.OF, (deadLetter.place() + "-" + deadLetter.offset()).getBytes(UTF_8));
    return addressed;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
