package io.switchboard.replay.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Predicate.not;

import io.switchboard.contract.event.LetterResolution;
import io.switchboard.contract.event.LetterResolution.Action;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.Redrive;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.time.Times;
import io.switchboard.replay.deadletters.LetterBox.Filed;
import io.switchboard.replay.deadletters.LetterBox.State;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Does something with dead letters, each once: the record that goes back and the note that it went
 * are in one transaction. There is one transactional id for a deployment, so two operators, or one
 * and the process that he killed, do not do the same twice.
 */
public final class Resolving implements AutoCloseable {
  private static final int LETTERS_IN_TRANSACTION = 200;

  private final KafkaSettings kafka;
  private final LogReader reader;
  private final String by;
  private final InstantSource clock;
  private final Producer<byte[], byte[]> producer;

  private Resolving(
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
   * Takes over: whoever was doing the same elsewhere has to stop.
   *
   * @param by who does it
   */
  public static Resolving open(
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
      return new Resolving(kafka, reader, by, clock, producer);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * What was done.
   *
   * @param done ids of the letters
   * @param superseded ids of those that were left alone, since something newer stands behind them
   * @param incomplete ids of those that were left alone, since parts of their record are omitted
   */
  public record Result(List<String> done, List<String> superseded, List<String> incomplete) {}

  /**
   * Sends letters back to those who refused them, in the order in which they were refused. A letter
   * whose record is not complete stays open: what is left of it is another record.
   *
   * @param which of the letters that are not redriven yet; asked anew, since another may have been
   *     quicker
   * @param most so many at most; the rest stays
   */
  public Result redrive(
      Predicate<ConsumerRecord<byte[], byte[]>> which,
      Window window,
      boolean alsoParked,
      int most,
      Progress progress) {
    var found = letters(which, window, alsoParked);
    var letters = found.stream().filter(Letter::isComplete).toList();
    var incomplete = found.stream().filter(not(Letter::isComplete)).map(Letter::id).toList();
    var superseded = new ArrayList<String>();
    var done = new ArrayList<String>();
    for (var begin = 0; begin < letters.size() && done.size() < most; ) {
      var end =
          Math.min(letters.size(), begin + Math.min(LETTERS_IN_TRANSACTION, most - done.size()));
      redriveAtOnce(letters.subList(begin, end), done, superseded);
      begin = end;
      progress.at(begin, letters.size());
    }
    return new Result(List.copyOf(done), List.copyOf(superseded), incomplete);
  }

  private void redriveAtOnce(List<Letter> letters, List<String> done, List<String> superseded) {
    var box = new LetterBox(kafka, reader);
    var records = new HashMap<String, ConsumerRecord<byte[], byte[]>>();
    letters.forEach(letter -> records.put(letter.id(), box.record(letter)));
    var tooLate = new Superseded(reader).among(letters, records);
    producer.beginTransaction();
    for (var letter : letters) {
      var record = records.get(letter.id());
      if (record == null || tooLate.contains(letter.id())) {
        superseded.add(letter.id());
        continue;
      }
      producer.send(
          new ProducerRecord<>(
              letter.source().topic(),
              letter.source().partition(),
              received(record),
              record.key(),
              record.value(),
              addressed(record.headers(), letter)));
      note(letter, Action.REDRIVEN, null);
      done.add(letter.id());
    }
    producer.commitTransaction();
  }

  /** Sets letters aside. */
  public Result park(
      Predicate<ConsumerRecord<byte[], byte[]>> which, Window window, String reason) {
    var letters = letters(which, window, false);
    producer.beginTransaction();
    letters.forEach(letter -> note(letter, Action.PARKED, reason));
    producer.commitTransaction();
    return new Result(letters.stream().map(Letter::id).toList(), List.of(), List.of());
  }

  private List<Letter> letters(
      Predicate<ConsumerRecord<byte[], byte[]>> which, Window window, boolean alsoParked) {
    return new LetterBox(kafka, reader)
        .letters(which, window, Progress.SILENT).stream()
            .filter(
                filed ->
                    filed.state() == State.OPEN || (alsoParked && filed.state() == State.PARKED))
            .map(Filed::letter)
            .toList();
  }

  private void note(Letter letter, Action action, @Nullable String reason) {
    var topic = kafka.topics().letterResolutions();
    var resolution = new LetterResolution(letter.id(), action, clock.instant(), by, reason);
    producer.send(
        new ProducerRecord<>(
            topic.name(),
            letter.id().getBytes(UTF_8),
            topic.values().serializer().serialize(topic.name(), resolution)));
  }

  /** When the pipeline first received it, which is what the record's timestamp was. */
  private static long received(ConsumerRecord<byte[], byte[]> letter) {
    return EventHeaders.text(letter.headers(), EventHeaders.RECEIVED_AT)
        .flatMap(Times::parse)
        .map(Instant::toEpochMilli)
        .orElse(letter.timestamp());
  }

  /** The source's own headers, without those of the refusal. */
  private static Headers addressed(Headers headers, Letter letter) {
    var addressed = new RecordHeaders();
    for (var header : headers) {
      if (!header.key().startsWith("dlq_") && !header.key().startsWith("redrive-")) {
        addressed.add(header);
      }
    }
    addressed.add(Redrive.TO, letter.redrive().text().getBytes(UTF_8));
    addressed.add(Redrive.OF, (letter.place() + "-" + letter.offset()).getBytes(UTF_8));
    return addressed;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
