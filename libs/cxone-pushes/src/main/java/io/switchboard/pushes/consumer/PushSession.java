package io.switchboard.pushes.consumer;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.cxone.Cxone;
import io.switchboard.cxone.profile.Operation;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.pushes.delivery.InDoubtPushes;
import io.switchboard.pushes.delivery.Lease;
import io.switchboard.pushes.delivery.OpenOffsets;
import io.switchboard.pushes.delivery.PushMetrics;
import io.switchboard.pushes.delivery.PushPipeline;
import io.switchboard.pushes.records.AnswerLog;
import io.switchboard.pushes.records.CurrentStates;
import io.switchboard.pushes.records.OutboundRecordIds;
import io.switchboard.pushes.records.SendAttempts;
import io.switchboard.pushes.state.Push;
import io.switchboard.pushes.state.PushInput;
import io.switchboard.pushes.state.PushSource;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One term as the active pusher, from the assignment of the partitions to their loss. Backlogs,
 * circuit breakers and open offsets belong to the term.
 */
public final class PushSession implements PushMetrics.WaitingPushes {
  /** The limit of keys in memory per kind: above it, the kind's partitions are paused. */
  static final int MAX_KEYS = 5_000;

  /** The limit of open offsets per partition, so that they fit into the metadata of a commit. */
  private static final int MAX_OPEN_OFFSETS = 1_000;

  private static final int MAX_CATCH_UP_KEYS = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(PushSession.class);

  private final Map<String, SourcePipeline> byTopic = new HashMap<>();
  private final Lease lease = new Lease();
  private final OpenOffsets openOffsets = new OpenOffsets();
  private final SendAttempts attempts = new SendAttempts();
  private final Set<String> replays;
  private final AnswerLog log;
  private final PushMetrics metrics;
  private final UnmappedPushes unmapped;
  private final Map<TopicPartition, PartitionBuffer> buffers = new ConcurrentHashMap<>();

  private record SourcePipeline(PushSource<?> source, PushPipeline pipeline) {}

  /**
   * The components that a session uses.
   *
   * @param replays ids of the replays whose records are pushed again
   * @param keyFailureTimeout a key that fails for longer, while others succeed, becomes a dead
   *     letter
   * @param cxone the client of CXone, which checks before each request whether it is allowed
   */
  public record PushComponents(
      CxoneSettings cxoneSettings,
      Set<String> replays,
      Duration keyFailureTimeout,
      List<PushSource<?>> sources,
      Function<BooleanSupplier, Cxone> cxone,
      AnswerLog log,
      PushMetrics metrics,
      OutboundRecordIds records,
      CurrentStates states,
      HealthChecks health) {}

  /**
   * The start of a partition.
   *
   * @param predecessor the read progress of a former active pusher
   * @param delay until the predecessor's requests have ended
   */
  record Start(ReadProgress predecessor, Duration delay) {}

  PushSession(PushComponents components) {
    this.replays = components.replays();
    this.log = components.log();
    this.metrics = components.metrics();
    this.unmapped = new UnmappedPushes(log, metrics);
    var settings = components.cxoneSettings();
    var term =
        new PushPipeline.PipelineComponents(
            components.cxone().apply(lease::valid),
            lease,
            openOffsets,
            attempts,
            log,
            metrics,
            components.records(),
            components.states(),
            new PushPipeline.PipelineRules(
                components.keyFailureTimeout(),
                settings.requestTimeout(),
                settings.profile().endpoint(Operation.OUTBOUND).isEmpty()));
    for (var source : components.sources()) {
      var pipeline = PushPipeline.start(source, term, settings.profile(), components.health());
      byTopic.put(source.topic().name(), new SourcePipeline(source, pipeline));
    }
  }

  /** These partitions were assigned. */
  void assigned(Map<TopicPartition, Start> starts) {
    var now = System.nanoTime();
    starts.forEach(
        (partition, start) ->
            buffers.put(
                partition,
                new PartitionBuffer(start.predecessor(), now + start.delay().toNanos())));
  }

  /** These partitions were revoked; their open pushes are kept until they are answered. */
  void revoked(Collection<TopicPartition> partitions) {
    buffers.keySet().removeAll(partitions);
  }

  /**
   * The group has accepted a commit: the lease is renewed, and states before these positions may be
   * pushed.
   *
   * @param sentAt {@link System#nanoTime} before the commit was sent
   */
  void committed(
      Map<TopicPartition, Long> positions, SendAttempts.Snapshot attempted, long sentAt) {
    lease.confirmed(sentAt);
    attempts.committed(attempted);
    positions.forEach((partition, position) -> buffer(partition).accepted(position));
  }

  /** Releases the states that may be pushed now; called in every iteration of the loop. */
  void release() {
    var now = System.nanoTime();
    buffers.forEach(
        (partition, buffer) -> {
          var sourcePipeline = byTopic.get(partition.topic());
          var pushes = buffer.release(now);
          if (sourcePipeline != null && !pushes.isEmpty()) {
            sourcePipeline.pipeline().add(pushes).forEach(openOffsets::done);
          }
        });
  }

  /** Whether a state or an attempt waits for a commit. */
  boolean awaitsCommit() {
    return attempts.awaitsCommit()
        || buffers.values().stream().anyMatch(PartitionBuffer::awaitsCommit);
  }

  /** The attempts that the next commit contains. */
  SendAttempts.Snapshot attempts(Set<TopicPartition> partitions) {
    return attempts.snapshot(partitions);
  }

  /** The metadata to commit with the offset of a partition at this read position. */
  ReadProgress progress(TopicPartition partition, long position) {
    return buffer(partition)
        .progress(position, openOffsets.open(partition), attempts.begun(partition));
  }

  private PartitionBuffer buffer(TopicPartition partition) {
    return buffers.computeIfAbsent(
        partition, _ -> new PartitionBuffer(ReadProgress.none(), System.nanoTime()));
  }

  void accept(Iterable<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
    for (var source : records) {
      var sourcePipeline = byTopic.get(source.topic());
      var partition = new TopicPartition(source.topic(), source.partition());
      if (sourcePipeline != null && !buffer(partition).isAnswered(source.offset())) {
        accept(sourcePipeline.source(), source);
      }
    }
    unmapped.answer();
  }

  private void accept(PushSource<?> pushSource, ConsumerRecord<byte[], byte[]> source)
      throws InterruptedException {
    switch (pushSource.read(source, replays)) {
      case PushInput.Wanted(var push)
          when pushSource.onlyIfNotSent() && buffer(push.partition()).isInDoubt(source.offset()) ->
          InDoubtPushes.giveUp(push, log, metrics);
      case PushInput.Wanted(var push)
          when pushSource.onlyIfNotSent() && buffer(push.partition()).isOutdated(push) ->
          metrics.skipped(pushSource.kind(), "call_ended_long_ago");
      case PushInput.Wanted(var push) -> {
        openOffsets.opened(push.partition(), source.offset());
        buffer(push.partition()).add(push).ifPresent(openOffsets::done);
      }
      case PushInput.NotPushed(var push, var why) -> unmapped.add(push, why);
      case PushInput.Skipped(var why) -> metrics.skipped(pushSource.kind(), why);
      case PushInput.Unfit unfit -> {
        LOG.warn("Cannot push {}-{}@{}", source.topic(), source.partition(), source.offset());
        log.deadLetter(source, unfit);
      }
    }
  }

  /**
   * Whether a partition should be paused. While it catches up with a predecessor, it holds no more
   * keys than the predecessor had; when that number is unknown, catching up ends at a limit.
   */
  boolean isFull(TopicPartition partition) {
    var buffer = buffer(partition);
    if (!buffer.catchingUp()) {
      return keys(partition) >= MAX_KEYS || openOffsets.size(partition) >= MAX_OPEN_OFFSETS;
    }
    if (buffer.isUnbounded() && buffer.size() >= MAX_CATCH_UP_KEYS) {
      LOG.warn("{} has over {} keys: PostgreSQL is asked for each", partition, MAX_CATCH_UP_KEYS);
      buffer.stopCatchingUp();
    }
    return false;
  }

  /** Whether the partition may be resumed. */
  boolean hasRoom(TopicPartition partition) {
    return keys(partition) < MAX_KEYS / 2 && openOffsets.size(partition) < MAX_OPEN_OFFSETS / 2;
  }

  private int keys(TopicPartition partition) {
    var sourcePipeline = byTopic.get(partition.topic());
    return sourcePipeline == null ? 0 : sourcePipeline.pipeline().size() + buffer(partition).size();
  }

  OptionalLong firstOpen(TopicPartition partition) {
    return openOffsets.firstOpen(partition);
  }

  @Override
  public Optional<Instant> oldest(PushKind kind) {
    return Stream.concat(
            source(kind).flatMap(entry -> entry.pipeline().oldest()).stream(),
            buffered(kind).map(Push::receivedAt))
        .min(Comparator.naturalOrder());
  }

  /** The event time of the oldest opt-out without a final answer. */
  @Override
  public Optional<Instant> oldestOptOut() {
    return Stream.concat(
            source(PushKind.OUTBOUND).flatMap(entry -> entry.pipeline().oldestUrgent()).stream(),
            buffered(PushKind.OUTBOUND).filter(Push::urgent).map(Push::eventTime))
        .min(Comparator.naturalOrder());
  }

  @Override
  public int size(PushKind kind) {
    return source(kind).map(entry -> entry.pipeline().size()).orElse(0)
        + (int) buffered(kind).count();
  }

  private Stream<Push> buffered(PushKind kind) {
    return buffers.values().stream()
        .flatMap(buffer -> buffer.waiting().stream())
        .filter(push -> push.kind() == kind);
  }

  private Optional<SourcePipeline> source(PushKind kind) {
    return byTopic.values().stream().filter(entry -> entry.source().kind() == kind).findFirst();
  }

  /**
   * Ends the term: no new request starts, and running ones may end within a timeout.
   *
   * @return whether no request is running any more
   */
  boolean end(Duration timeout) throws InterruptedException {
    var deadline = System.nanoTime() + timeout.toNanos();
    byTopic.values().forEach(entry -> entry.pipeline().stopTaking());
    var quiet = true;
    for (var entry : byTopic.values()) {
      quiet &= entry.pipeline().awaitEnd(Duration.ofNanos(deadline - System.nanoTime()));
    }
    abandon();
    return quiet;
  }

  /** Ends the term at once: another instance is or may be the active pusher. */
  void abandon() {
    lease.revoke();
    byTopic.values().forEach(entry -> entry.pipeline().abandon());
  }
}
