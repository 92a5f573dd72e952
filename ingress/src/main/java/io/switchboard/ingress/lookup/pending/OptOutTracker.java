package io.switchboard.ingress.lookup.pending;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.settings.SqlState;
import io.switchboard.ingress.lookup.pending.OptOutOffsets.Positions;
import io.switchboard.ingress.lookup.store.RegistryStore;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.service.HealthCheck.Status;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import io.switchboard.service.task.MonitoredThread;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the pending opt-outs of this ingress: starts the follower where PostgreSQL and dnc-streams
 * are, and measures twice a second how far they have come and where the topics end.
 */
public final class OptOutTracker implements AutoCloseable {
  static final String CHECK = "dnc-opt-outs";
  private static final Logger LOG = LoggerFactory.getLogger(OptOutTracker.class);

  /** Keys of one topic: five times as many need some 50 MB. */
  static final int LIMIT = 50_000;

  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** While opt-outs are not followed. */
  private static final Duration SHORT_INTERVAL = Duration.ofMillis(100);

  /** After this time ingress is ready also when it has not read everything. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final OptOutTopics topics;
  private final RegistryStore store;
  private final HealthChecks health;
  private final OptOutReader reader;
  private final PendingOptOuts pending;
  private final DeadLetteredOptOuts deadLetters;
  private final OptOutFollower follower;
  private final DeadLetterFollower deadLetterFollower;
  private final MonitoredThread thread;
  private final long startedAt = System.nanoTime();
  private @Nullable Positions last;
  private boolean followed;
  private boolean warned;

  private OptOutTracker(
      KafkaSettings kafka, RegistryStore store, String region, int limit, HealthChecks health) {
    this.kafka = kafka;
    this.topics = OptOutTopics.of(kafka.topics());
    this.store = store;
    this.health = health;
    this.reader = new OptOutReader(kafka.topics(), region);
    this.deadLetters = new DeadLetteredOptOuts(limit);
    this.pending = new PendingOptOuts(topics, limit, deadLetters, System::nanoTime);
    this.deadLetterFollower = new DeadLetterFollower(kafka, reader, pending, deadLetters, health);
    this.follower = new OptOutFollower(kafka, reader, pending, health);
    this.thread = new MonitoredThread(CHECK, health, this::run);
  }

  /** Starts it; Kafka and PostgreSQL may still be down. */
  public static OptOutTracker start(
      KafkaSettings kafka,
      RegistryStore store,
      String region,
      HealthChecks health,
      MeterRegistry meters) {
    return start(kafka, store, region, LIMIT, health, meters);
  }

  /** As above, with another number of pending keys from which on a topic is full. */
  static OptOutTracker start(
      KafkaSettings kafka,
      RegistryStore store,
      String region,
      int limit,
      HealthChecks health,
      MeterRegistry meters) {
    var tracker = new OptOutTracker(kafka, store, region, limit, health);
    health.down(CHECK, "reads the opt-outs that the registry has not taken");
    tracker.register(meters);
    tracker.follower.start();
    tracker.deadLetterFollower.start();
    tracker.thread.start();
    return tracker;
  }

  private void register(MeterRegistry meters) {
    Gauge.builder("dnc_pending_opt_outs", pending, PendingOptOuts::count)
        .description("Numbers that lookups suppress until the registry has their opt-out")
        .register(meters);
    Gauge.builder("dnc_dead_lettered_opt_outs", deadLetters, DeadLetteredOptOuts::count)
        .description("Numbers that lookups suppress because their opt-out is an open dead letter")
        .register(meters);
    Gauge.builder("dnc_pending_oldest_seconds", pending, OptOutTracker::oldestSeconds)
        .description("Age of the oldest opt-out that the registry has not taken; 0 without one")
        .register(meters);
    Gauge.builder("dnc_pending_followed", pending, OptOutTracker::isFollowing)
        .description("1 while all pending opt-outs are known; 0: free numbers are answered unknown")
        .register(meters);
  }

  private static double oldestSeconds(PendingOptOuts pending) {
    return pending
        .oldest()
        .map(oldest -> Math.max(0, Duration.between(oldest, Instant.now()).toMillis() / 1_000.0))
        .orElse(0.0);
  }

  private static double isFollowing(PendingOptOuts pending) {
    return pending.state() == PendingView.State.FOLLOWING ? 1 : 0;
  }

  /** How many places on the log hold a pending opt-out. */
  int places() {
    return pending.places();
  }

  /** The pending opt-outs, for lookups. */
  public PendingView pending() {
    return pending;
  }

  /**
   * An opt-out by webhook that Kafka has acknowledged: lookups suppress its numbers from now on.
   *
   * @param phoneNumber as sent
   */
  public void acknowledged(String phoneNumber, Publication.Durable at, Instant receivedAt) {
    var keys = reader.ofNumber(phoneNumber);
    if (!keys.isEmpty()) {
      var topic = kafka.topics().dncWebhookEvents().name();
      var partition = new TopicPartition(topic, at.partition());
      pending.acknowledged(partition, at.offset(), receivedAt, keys);
    }
  }

  private void run() {
    while (!thread.isClosed()) {
      try (var offsets = new OptOutOffsets(kafka, topics, store)) {
        while (!thread.isClosed()) {
          measure(offsets);
          pause();
        }
      } catch (ExecutionException e) {
        failed(KafkaFailure.of(e), e);
        pause();
      } catch (RuntimeException e) { // also a bug of ours must not end the thread
        failed(e.getClass().getSimpleName(), e);
        pause();
      }
    }
  }

  /** A PostgreSQL or a broker that does not answer costs no new connections to Kafka. */
  private void measure(OptOutOffsets offsets) throws ExecutionException {
    try {
      var positions = offsets.positions();
      var start = pending.begin();
      var ends = offsets.ends(positions);
      deadLetterFollower.follow(
          positions.topicIdsOf(topics.besides()),
          positions.partitionsOf(topics.besides()::contains));
      if (hasToRestart(positions)) {
        var epoch = pending.restart(recreated(positions));
        if (positions.sqlState() == null) {
          follower.readFrom(epoch, offsets.starts(positions, ends));
        }
      }
      pending.measured(start, positions.next(), ends);
      if (positions.sqlState() == null) {
        last = positions;
      }
      report(positions.sqlState());
    } catch (TimeoutException e) {
      failed("Kafka: " + e.getMessage(), e);
    }
  }

  /**
   * Whether the follower does not read, or not what a reader may still take: topics and partitions
   * are others, or a reader was set back.
   */
  private boolean hasToRestart(Positions now) {
    var before = last;
    return !follower.isReading()
        || before == null
        || !now.topicIds().equals(before.topicIds())
        || !now.partitions().equals(before.partitions())
        || before.next().entrySet().stream()
            .anyMatch(
                next -> now.next().getOrDefault(next.getKey(), Long.MAX_VALUE) < next.getValue());
  }

  private Set<String> recreated(Positions now) {
    var before = last;
    return before == null
        ? Set.of()
        : before.topicIds().entrySet().stream()
            .filter(id -> !id.getValue().equals(now.topicIds().get(id.getKey())))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
  }

  private void report(@Nullable String sqlState) {
    if (SqlState.isUndefinedTable(sqlState)) {
      health.paused(CHECK, "PostgreSQL has no tables yet: lookups answer unknown");
      return;
    }
    if (sqlState != null) {
      failed("PostgreSQL: SQLSTATE " + sqlState, null);
      return;
    }
    warned = false;
    switch (pending.state()) {
      case FOLLOWING -> {
        followed = true;
        health.up(CHECK, deadLetters.summary());
      }
      case STARTING, BEHIND -> notFollowing("opt-outs are not read yet");
      case FULL -> {
        followed = true; // waits for dnc-streams or the sink, which ingress does not wait for
        notFollowing("more opt-outs are pending than are kept");
      }
    }
  }

  private void notFollowing(String why) {
    var failure = follower.failure();
    if (failure != null && failure.isRefusal()) {
      refused(failure);
      return;
    }
    if (followed || System.nanoTime() - startedAt > START_TIMEOUT.toNanos()) {
      health.paused(CHECK, why + ": lookups answer unknown");
    } else {
      health.down(CHECK, why);
    }
  }

  private void failed(KafkaFailure failure, Exception error) {
    failed("Kafka: " + failure.detail(), error);
    if (failure.isRefusal()) {
      refused(failure);
    }
  }

  /** Ready if it followed before: senders are served, and lookups have a safe answer. */
  private void refused(KafkaFailure failure) {
    var status = followed ? Status.PAUSED : Status.DOWN;
    health.set(CHECK, status, failure.detail() + "; lookups answer unknown", failure);
  }

  /** Reports a failed measurement, in the log once until the next one succeeds. */
  private void failed(String what, @Nullable Exception error) {
    if (thread.isClosed()) {
      return;
    }
    health.paused(CHECK, "cannot be measured (" + what + "): lookups answer unknown");
    if (!warned) {
      warned = true;
      LOG.warn(
          "Cannot measure which opt-outs are pending ({}): free numbers are answered unknown;"
              + " retried every {} ms",
          what,
          SHORT_INTERVAL.toMillis(),
          error);
    }
  }

  private void pause() {
    var interval = pending.state() == PendingView.State.FOLLOWING ? INTERVAL : SHORT_INTERVAL;
    thread.pause(interval);
  }

  @Override
  public void close() {
    thread.close();
    follower.close();
    deadLetterFollower.close();
  }
}
