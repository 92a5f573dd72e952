package io.switchboard.sink.cxone;

import io.switchboard.contract.event.PushAnswer.Kind;
import io.switchboard.cxone.Cxone;
import io.switchboard.service.HealthChecks;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
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

  /** Open offsets per partition, so that a commit's metadata can name them all. */
  private static final int MOST_OPEN = 1_000;

  private static final int MOST_KEYS_CATCHING_UP = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(PushSession.class);

  private final Map<String, Line> byTopic = new HashMap<>();
  private final Lease lease = new Lease();
  private final Ledger ledger = new Ledger();
  private final Set<String> replays;
  private final AnswerLog log;
  private final PushMetrics metrics;
  private final Map<TopicPartition, PartitionBuffer> buffers = new ConcurrentHashMap<>();

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
      CurrentStates states,
      HealthChecks health) {}

  /** Makes the way to CXone that asks before each request whether it still may. */
  @FunctionalInterface
  interface CxoneFactory {
    Cxone create(BooleanSupplier allowed);
  }

  /**
   * Where a partition begins.
   *
   * @param predecessor how far a former active pusher had read
   * @param delay until its requests have ended
   */
  record Start(ReadProgress predecessor, Duration delay) {}

  PushSession(Parts parts) {
    this.replays = parts.settings().replays();
    this.log = parts.log();
    this.metrics = parts.metrics();
    var cxone = parts.cxone().create(lease::valid);
    var settings = parts.settings();
    var rules =
        new Delivery.Rules(settings.cxone().requestTimeout(), RepeatedStates.CHECK_INTERVAL);
    var term =
        new Delivery.Term(
            cxone, lease, ledger, log, metrics, parts.records(), parts.states(), rules);
    for (var source : parts.sources()) {
      var kind = source.kind();
      var backlog = new Backlog();
      var gate = new Gate(new GateKeeper(kind, parts), settings.keyPatience());
      var delivery = new Delivery(kind, gate, backlog, term);
      var dispatcher = new Dispatcher(source, backlog, delivery);
      byTopic.put(source.topic().name(), new Line(source, backlog, dispatcher));
      dispatcher.start();
    }
  }

  /** These partitions are read from now on. */
  void assigned(Map<TopicPartition, Start> starts) {
    var now = System.nanoTime();
    starts.forEach(
        (partition, start) ->
            buffers.put(
                partition,
                new PartitionBuffer(start.predecessor(), now + start.delay().toNanos())));
  }

  /** These partitions are no longer read; what is known of them stays until it is answered. */
  void revoked(Collection<TopicPartition> partitions) {
    buffers.keySet().removeAll(partitions);
  }

  /**
   * The group has accepted a commit: the lease goes on, and what was read before these positions
   * may be pushed.
   *
   * @param sentAt {@link System#nanoTime} before the commit was sent
   */
  void committed(Map<TopicPartition, Long> positions, long sentAt) {
    lease.confirmed(sentAt);
    positions.forEach((partition, position) -> buffer(partition).accepted(position));
  }

  /** Hands over what may be pushed by now; to be called often. */
  void release() {
    var now = System.nanoTime();
    buffers.forEach(
        (partition, buffer) -> {
          var line = byTopic.get(partition.topic());
          var pushes = buffer.release(now);
          if (line != null && !pushes.isEmpty()) {
            line.backlog().add(pushes).forEach(ledger::done);
          }
        });
  }

  /** Whether something that was read waits for a commit. */
  boolean awaitsCommit() {
    return buffers.values().stream().anyMatch(PartitionBuffer::awaitsCommit);
  }

  /** What to commit beside the offset of a partition whose reader is at this position. */
  ReadProgress progress(TopicPartition partition, long position) {
    return buffer(partition).progress(position, ledger.open(partition));
  }

  private PartitionBuffer buffer(TopicPartition partition) {
    return buffers.computeIfAbsent(
        partition, _ -> new PartitionBuffer(ReadProgress.none(), System.nanoTime()));
  }

  void accept(Iterable<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
    for (var source : records) {
      var line = byTopic.get(source.topic());
      var partition = new TopicPartition(source.topic(), source.partition());
      if (line != null && !buffer(partition).isAnswered(source.offset())) {
        accept(line, source);
      }
    }
  }

  private void accept(Line line, ConsumerRecord<byte[], byte[]> source)
      throws InterruptedException {
    switch (line.source().read(source, replays)) {
      case Reading.Wanted(var push) -> {
        ledger.opened(push.partition(), source.offset());
        buffer(push.partition()).add(push).ifPresent(ledger::done);
      }
      case Reading.Skipped(var why) -> metrics.skipped(line.source().kind(), why);
      case Reading.Unfit unfit -> {
        LOG.warn("{}-{}@{} cannot be pushed", source.topic(), source.partition(), source.offset());
        log.deadLetter(source, unfit);
      }
    }
  }

  /**
   * Whether a partition should not be read for now. While it catches up with a predecessor there is
   * no more to keep than that one had kept; if that is not known, catching up ends at a limit.
   */
  boolean full(TopicPartition partition) {
    var buffer = buffer(partition);
    if (!buffer.catchingUp()) {
      return keys(partition) >= MOST_KEYS || ledger.size(partition) >= MOST_OPEN;
    }
    if (buffer.isUnbounded() && buffer.size() >= MOST_KEYS_CATCHING_UP) {
      LOG.warn(
          "{} has more than {} keys to read before pushing; older states may be pushed again",
          partition,
          MOST_KEYS_CATCHING_UP);
      buffer.stopCatchingUp();
    }
    return false;
  }

  /** Whether there is room again. */
  boolean roomy(TopicPartition partition) {
    return keys(partition) < MOST_KEYS / 2 && ledger.size(partition) < MOST_OPEN / 2;
  }

  private int keys(TopicPartition partition) {
    var line = byTopic.get(partition.topic());
    return line == null ? 0 : line.backlog().size() + buffer(partition).size();
  }

  OptionalLong firstOpen(TopicPartition partition) {
    return ledger.firstOpen(partition);
  }

  Optional<Instant> oldest(Kind kind) {
    return Stream.concat(
            line(kind).flatMap(line -> line.backlog().oldest()).stream(),
            buffered(kind).map(Push::receivedAt))
        .min(Comparator.naturalOrder());
  }

  /** The event time of the oldest opt-out that is not told yet. */
  Optional<Instant> oldestOptOut() {
    return Stream.concat(
            line(Kind.OUTBOUND).flatMap(line -> line.backlog().oldestUrgent()).stream(),
            buffered(Kind.OUTBOUND).filter(Push::urgent).map(Push::eventTime))
        .min(Comparator.naturalOrder());
  }

  int size(Kind kind) {
    return line(kind).map(line -> line.backlog().size()).orElse(0) + (int) buffered(kind).count();
  }

  private Stream<Push> buffered(Kind kind) {
    return buffers.values().stream()
        .flatMap(buffer -> buffer.waiting().stream())
        .filter(push -> push.kind() == kind);
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
      quiet &= line.dispatcher().awaitEnd(deadline - System.nanoTime());
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
