package io.switchboard.replay.copy;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.TimeMerge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes the records of a job to its topic: same partition, timestamp, key and value, each exactly
 * once. Records and progress are in the same transactions, and the transactional id is the job's: a
 * process that resumes it first aborts the transaction of a killed or frozen predecessor.
 */
public final class Replay implements AutoCloseable {
  private static final int TRANSACTION_TIMEOUT_MS = 60_000;
  private static final int MAX_TRANSACTION_RECORDS = 10_000;
  private static final Duration MAX_TRANSACTION_TIME = Duration.ofSeconds(1);

  private final KafkaSettings kafka;
  private final InstantSource clock;
  private final Producer<byte[], byte[]> producer;
  private final String group;
  private final String id;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private boolean open;
  private int inTransaction;
  private long beganAt;
  private long written;

  private Replay(
      KafkaSettings kafka, InstantSource clock, Producer<byte[], byte[]> producer, String id) {
    this.kafka = kafka;
    this.clock = clock;
    this.producer = producer;
    this.id = id;
    this.group = ReplayProgress.group(kafka.prefix(), id);
  }

  /**
   * Checks that an id is free, before {@link #open} would end the replay that runs with it.
   *
   * @throws IllegalStateException when there is a replay with this id already
   */
  public static void requireNew(Admin admin, KafkaSettings kafka, String id) {
    if (ReplayProgress.read(admin, kafka.prefix(), id).isPresent()) {
      throw new IllegalStateException(
          "there is a replay %s already; resume it (switchboard replay --resume %s --yes) or take another id"
              .formatted(id, id));
    }
  }

  /** Takes over the id: from here on no other process can write with it. */
  public static Replay open(KafkaSettings kafka, String id, InstantSource clock) {
    var name = ReplayProgress.group(kafka.prefix(), id);
    var producer =
        new KafkaProducer<>(
            kafka.clientProperties(
                Map.of(
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    name,
                    ProducerConfig.CLIENT_ID_CONFIG,
                    name,
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                    TRANSACTION_TIMEOUT_MS,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    30_000,
                    ProducerConfig.BATCH_SIZE_CONFIG,
                    65_536,
                    ProducerConfig.LINGER_MS_CONFIG,
                    5)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try {
      producer.initTransactions();
      return new Replay(kafka, clock, producer, id);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * Starts a job: after the first transaction, its id is sufficient to resume it.
   *
   * @throws IllegalStateException when there is a replay with this id already
   */
  public ReplayProgress begin(Admin admin, ReplayJob job, List<OffsetRange> ranges) {
    requireNew(admin, kafka, id); // again: only now is it certain that no other process begins it
    var starts = new HashMap<TopicPartition, Long>();
    ranges.forEach(range -> starts.put(range.partition(), range.from()));
    var progress = new ReplayProgress(job, ranges, Map.copyOf(starts));
    inTransaction(progress);
    commit(progress);
    return progress;
  }

  /**
   * Writes the rest of a job, and returns the number of records.
   *
   * @throws IllegalStateException when another process has taken over, or the cluster fails
   */
  public long run(ReplayProgress begun, LogReader reader, Progress progress) {
    var wanted = begun.job().selection().predicate();
    try {
      inTransaction(begun);
      if (Speed.parse(begun.job().speed()).paced()) {
        paced(begun, reader, wanted, progress);
      } else {
        atOnce(begun, reader, wanted, progress);
      }
      inTransaction(begun);
      begun.whole().forEach(range -> next.put(range.partition(), range.to()));
      commit(begun);
      return written;
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new IllegalStateException(
          ("replay %s was taken over by another process, or this one stood still for more than"
                  + " %d s; it stops. If no other goes on: switchboard replay --resume %s --yes")
              .formatted(id, TRANSACTION_TIMEOUT_MS / 1_000, id),
          e);
    }
  }

  private void atOnce(
      ReplayProgress begun,
      LogReader reader,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted,
      Progress progress) {
    var reading = reader.read(begun.open());
    while (!reading.finished()) {
      for (var record : reading.poll()) {
        if (wanted.test(record)) {
          write(record, begun);
        }
      }
      next.putAll(reading.positions());
      commitIfDue(begun);
      progress.at(begun.total() - begun.left() + reading.done(), begun.total());
    }
  }

  private void paced(
      ReplayProgress begun,
      LogReader reader,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted,
      Progress progress) {
    var pace = new RecordPacer(Speed.parse(begun.job().speed()));
    var merge = new TimeMerge(reader.read(begun.open()), begun.open());
    var done = begun.total() - begun.left();
    for (var record = merge.next(); record != null; record = merge.next()) {
      if (wanted.test(record)) {
        var wait = pace.untilDue(record.timestamp());
        if (wait.compareTo(MAX_TRANSACTION_TIME) > 0) {
          commit(begun); // readers must not wait for a transaction that waits
        }
        RecordPacer.await(wait);
        write(record, begun);
      }
      next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      commitIfDue(begun);
      progress.at(++done, begun.total());
    }
  }

  private void write(ConsumerRecord<byte[], byte[]> source, ReplayProgress begun) {
    inTransaction(begun);
    inTransaction++;
    written++;
    var _ =
        producer.send(
            new ProducerRecord<>(
                begun.job().into(),
                source.partition(),
                source.timestamp(),
                source.key(),
                source.value(),
                ReplayHeaders.of(source, id, clock.instant())));
  }

  /** Opens a transaction if none is open; the first one starts at the stored progress. */
  private void inTransaction(ReplayProgress begun) {
    if (next.isEmpty()) {
      next.putAll(begun.next());
    }
    if (!open) {
      producer.beginTransaction();
      open = true;
      beganAt = System.nanoTime();
    }
  }

  private void commitIfDue(ReplayProgress begun) {
    if (open
        && (inTransaction >= MAX_TRANSACTION_RECORDS
            || System.nanoTime() - beganAt > MAX_TRANSACTION_TIME.toNanos())) {
      commit(begun);
    }
  }

  @SuppressWarnings("removal") // the id alone: no group is joined
  private void commit(ReplayProgress begun) {
    if (!open) {
      return;
    }
    producer.sendOffsetsToTransaction(
        ReplayProgress.offsets(begun.whole(), next, begun.job().text()),
        new ConsumerGroupMetadata(group));
    producer.commitTransaction();
    open = false;
    inTransaction = 0;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
