package io.switchboard.ingress.menu.shadow;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.time.Times;
import io.switchboard.ingress.menu.shadow.MenuDefinitions.DefinitionInForce;
import io.switchboard.ivr.session.log.LogTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What one partition of {@code cxone.dtmf} tells about all of its calls. Not thread-safe. */
final class PartitionLog {
  /** A broker's clock is ahead once in years. */
  private static final int MAX_CHANGES = 16;

  private final Deque<LogTimeChange> changes = new ArrayDeque<>();
  private LogTime logTime = new LogTime(0);
  private @Nullable DefinitionInForce activated;
  private long start = Long.MAX_VALUE;
  private long next;

  /** Reading begins here: earlier records are not known. */
  void startAt(long offset) {
    start = offset;
    next = offset;
  }

  /** Moves log time by one record. */
  void advance(ConsumerRecord<String, byte[]> record) {
    next = record.offset() + 1;
    var before = logTime;
    logTime = before.after(record.timestamp(), receivedAt(before, record));
    if (logTime.isBefore(before)) {
      if (changes.size() == MAX_CHANGES) {
        changes.removeFirst();
      }
      changes.add(new LogTimeChange(record.offset(), before.instant(), logTime.instant()));
    }
  }

  /** Only a record far behind log time can make it go back: of all others it is not read. */
  private static @Nullable Instant receivedAt(
      LogTime before, ConsumerRecord<String, byte[]> record) {
    return before.millis() - record.timestamp() <= LogTime.MAX_SKEW.toMillis()
        ? null
        : EventHeaders.text(record.headers(), EventHeaders.RECEIVED_AT)
            .flatMap(Times::parse)
            .orElse(null);
  }

  /**
   * Takes in an activation.
   *
   * @param before what was in force, as far as it is known
   */
  void activate(DefinitionInForce definition, @Nullable DefinitionInForce before) {
    var current = activated == null ? before : activated;
    if (current == null || current.isReplacedBy(definition)) {
      activated = definition;
    }
  }

  @Nullable DefinitionInForce activated() {
    return activated;
  }

  Instant logTime() {
    return logTime.instant();
  }

  /** The first offset that was read. */
  long start() {
    return start;
  }

  /** The offset that is read next. */
  long next() {
    return next;
  }

  List<LogTimeChange> changes() {
    return List.copyOf(changes);
  }
}
