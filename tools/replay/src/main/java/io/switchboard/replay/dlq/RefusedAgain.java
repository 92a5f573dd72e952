package io.switchboard.replay.dlq;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.WindowBound;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds out whether a few redriven dead letters, the canaries, are refused again. */
public final class RefusedAgain {
  /** How long the destinations have to refuse them. */
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final KafkaSettings kafka;
  private final LogReader reader;

  public RefusedAgain(KafkaSettings kafka, LogReader reader) {
    this.kafka = kafka;
    this.reader = reader;
  }

  /**
   * Waits until all are refused again, at most {@link #TIMEOUT}.
   *
   * @param which the filter of the redrive
   * @param since when the redrive began
   * @param sent how many were redriven
   * @return how many of them were refused again
   */
  public int await(
      Predicate<ConsumerRecord<byte[], byte[]>> which, Instant since, int sent, Progress progress) {
    var began = System.nanoTime();
    var passed = 0L;
    var refused = 0L;
    while (passed < TIMEOUT.toNanos() && refused < sent) {
      progress.at(Duration.ofNanos(passed).toSeconds(), TIMEOUT.toSeconds());
      LockSupport.parkNanos(INTERVAL.toNanos());
      refused = count(which, since);
      passed = System.nanoTime() - began;
    }
    return Math.toIntExact(refused);
  }

  private long count(Predicate<ConsumerRecord<byte[], byte[]>> which, Instant since) {
    return new DeadLetterStore(kafka, reader)
            .deadLetters(
                which,
                new LogWindow(new WindowBound.At(since), new WindowBound.End()),
                Progress.SILENT)
            .stream()
            .filter(entry -> entry.deadLetter().again())
            .count();
  }
}
