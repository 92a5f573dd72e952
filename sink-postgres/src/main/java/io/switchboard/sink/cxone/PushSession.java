package io.switchboard.sink.cxone;

import io.switchboard.contract.event.PushAnswer.Kind;
import io.switchboard.cxone.Cxone;
import io.switchboard.service.HealthChecks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One term as the active pusher, from the group's assignment to its loss: backlogs, gates and open
 * offsets all begin and end with it.
 */
final class PushSession {
  /** Keys kept in memory per kind: beyond that its partitions are not read. */
  static final int MOST_KEYS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(PushSession.class);

  private final Map<String, Line> byTopic = new HashMap<>();
  private final Lease lease = new Lease();
  private final Ledger ledger = new Ledger();
  private final Set<String> replays;
  private final AnswerLog log;
  private final PushMetrics metrics;
  private final long startsAt;
  private boolean started;

  /** One kind's way from its topic to CXone. */
  private record Line(PushSource<?> source, Backlog backlog, Dispatcher dispatcher) {}

  /** What a session works with. */
  record Parts(
      PushSettings settings,
      List<PushSource<?>> sources,
      CxoneFactory cxone,
      AnswerLog log,
      PushMetrics metrics,
      KnownRecords records,
      HealthChecks health) {}

  /** Makes the way to CXone that asks before each request whether it still may. */
  @FunctionalInterface
  interface CxoneFactory {
    Cxone create(BooleanSupplier allowed);
  }

  /**
   * @param wait until requests of a former active pusher have ended
   */
  PushSession(Parts parts, Duration wait) {
    this.replays = parts.settings().replays();
    this.log = parts.log();
    this.metrics = parts.metrics();
    this.startsAt = System.nanoTime() + wait.toNanos();
    var cxone = parts.cxone().create(lease::valid);
    var settings = parts.settings();
    var rules = new Delivery.Rules(settings.keyPatience(), settings.cxone().requestTimeout());
    var term = new Delivery.Term(cxone, lease, ledger, log, metrics, parts.records(), rules);
    for (var source : parts.sources()) {
      var kind = source.kind();
      var backlog = new Backlog();
      var gate = new Gate(new GateKeeper(kind, parts));
      var delivery = new Delivery(kind, gate, backlog, term);
      byTopic.put(
          source.topic().name(),
          new Line(source, backlog, new Dispatcher(source, backlog, delivery)));
    }
  }

  /** Begins to push once the wait is over; may be called often. */
  void startWhenTime() {
    if (!started && System.nanoTime() - startsAt >= 0) {
      started = true;
      byTopic.values().forEach(line -> line.dispatcher().start());
    }
  }

  void leaseConfirmed(long sentAt) {
    lease.confirmed(sentAt);
  }

  void accept(Iterable<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
    for (var source : records) {
      var line = byTopic.get(source.topic());
      if (line != null) {
        accept(line, source);
      }
    }
  }

  private void accept(Line line, ConsumerRecord<byte[], byte[]> source)
      throws InterruptedException {
    switch (line.source().read(source, replays)) {
      case Reading.Wanted(var push) -> {
        ledger.opened(push.partition(), source.offset());
        line.backlog().add(push).ifPresent(ledger::done);
      }
      case Reading.Skipped(var why) -> metrics.skipped(line.source().kind(), why);
      case Reading.Unfit unfit -> {
        LOG.warn("{}-{}@{} cannot be pushed", source.topic(), source.partition(), source.offset());
        log.deadLetter(source, unfit);
      }
    }
  }

  /** Whether a topic's partitions should not be read for now. */
  boolean full(String topic) {
    var line = byTopic.get(topic);
    return line != null && line.backlog().size() >= MOST_KEYS;
  }

  /** Whether there is room again. */
  boolean roomy(String topic) {
    var line = byTopic.get(topic);
    return line == null || line.backlog().size() < MOST_KEYS / 2;
  }

  OptionalLong firstOpen(TopicPartition partition) {
    return ledger.firstOpen(partition);
  }

  Optional<Instant> oldest(Kind kind) {
    return line(kind).flatMap(line -> line.backlog().oldest());
  }

  /** The event time of the oldest opt-out that is not told yet. */
  Optional<Instant> oldestOptOut() {
    return line(Kind.OUTBOUND).flatMap(line -> line.backlog().oldestUrgent());
  }

  int size(Kind kind) {
    return line(kind).map(line -> line.backlog().size()).orElse(0);
  }

  private Optional<Line> line(Kind kind) {
    return byTopic.values().stream().filter(line -> line.source().kind() == kind).findFirst();
  }

  /**
   * Ends the term: nothing new begins, what is under way may end within {@code patience}.
   *
   * @return whether nothing is under way any more
   */
  boolean end(Duration patience) throws InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    byTopic.values().forEach(line -> line.dispatcher().stopTaking());
    var quiet = true;
    for (var line : byTopic.values()) {
      quiet &= !started || line.dispatcher().awaitEnd(deadline - System.nanoTime());
    }
    abandon();
    return quiet;
  }

  /** Ends the term at once: somebody else has it, or may have. */
  void abandon() {
    lease.revoke();
    byTopic.values().forEach(line -> line.dispatcher().abandon());
  }
}
