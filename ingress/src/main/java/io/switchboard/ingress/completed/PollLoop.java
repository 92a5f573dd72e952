package io.switchboard.ingress.completed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.time.Times;
import io.switchboard.ingress.follower.ConsumerThread;
import io.switchboard.service.HealthCheck.Status;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a report at each interval while this instance has the first partition of {@code
 * cxone.call-results}, and commits the position there once all results of the report are on the
 * log. A new owner begins at the committed position and finds on the log what it need not write.
 */
final class PollLoop implements ConsumerThread.Reader<byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings kafka;
  private final ReportReader reports;
  private final Duration interval;
  private final HealthChecks health;
  private final Clock clock;
  private final MeterRegistry meters;
  private final TopicPartition first;
  private @Nullable ConsumerThread<byte[]> thread;
  private boolean owner;
  private @Nullable Progress progress;
  private long nextAt = System.nanoTime();
  private volatile @Nullable Instant completeAt;
  private volatile Duration gap = Duration.ZERO;
  private String reported = "";

  /** What the owner knows. */
  private record Progress(ReportPosition position, KnownResults known) {}

  PollLoop(
      KafkaSettings kafka,
      ReportReader reports,
      Duration interval,
      HealthChecks health,
      Clock clock,
      MeterRegistry meters) {
    this.kafka = kafka;
    this.reports = reports;
    this.interval = interval;
    this.health = health;
    this.clock = clock;
    this.meters = meters;
    this.first = new TopicPartition(kafka.topics().callResults().name(), 0);
    health.paused(CompletedContacts.NAME, "connecting");
  }

  /** To be called before the thread starts. */
  void runsOn(ConsumerThread<byte[]> its) {
    thread = its;
  }

  /** Seconds since the last complete report; 0 for an instance that does not read. */
  double reportAgeSeconds() {
    var at = completeAt;
    return at == null ? 0 : Duration.between(at, clock.instant()).toMillis() / 1_000.0;
  }

  /** Seconds whose results were not read, because the position was lost; 0 when it was not. */
  double gapSeconds() {
    return gap.toMillis() / 1_000.0;
  }

  @Override
  public void read(Consumer<byte[], byte[]> consumer) {
    lost();
    consumer.subscribe(List.of(first.topic()), new Ownership(consumer));
    while (!isClosed()) {
      consumer.poll(POLL);
      if (owner && System.nanoTime() - nextAt >= 0) {
        try {
          poll(consumer);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  @Override
  public void failed(KafkaException error) {
    lost();
    var failure = KafkaFailure.of(error);
    state("Kafka: " + failure.detail());
    health.set(CompletedContacts.NAME, Status.PAUSED, reported, failure);
  }

  private boolean isClosed() {
    return Objects.requireNonNull(thread, "runsOn").isClosed();
  }

  private boolean owns(Consumer<byte[], byte[]> consumer) {
    consumer.poll(Duration.ZERO); // takes part in the group while pages are read
    return owner && !isClosed();
  }

  private void poll(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    var now = progress == null ? begin(consumer) : progress;
    progress = now;
    var result = reports.read(now.position().since(), now.known(), () -> owns(consumer));
    nextAt = System.nanoTime() + interval.toNanos();
    switch (result) {
      case ReportResult.NotOwned _ -> lost();
      case ReportResult.Incomplete(var why, var retryAfter) -> {
        count("incomplete");
        if (retryAfter != null && retryAfter.compareTo(interval) > 0) {
          nextAt = System.nanoTime() + retryAfter.toNanos();
        }
        state(why);
      }
      case ReportResult.Complete(var newest, var oldestNew) -> {
        count("complete");
        var next = now.position().after(newest, clock.instant());
        if (now.position().mustReadAgain(oldestNew, next)) {
          nextAt = System.nanoTime();
        } else {
          moveTo(consumer, next, now.known());
        }
        completeAt = clock.instant();
        state("");
      }
    }
  }

  /** A first start has no past: it begins now. */
  private Progress begin(Consumer<byte[], byte[]> consumer) {
    var committed = consumer.committed(Set.of(first)).get(first);
    var position =
        Optional.ofNullable(committed)
            .flatMap(it -> ReportPosition.of(it.metadata()))
            .orElseGet(() -> new ReportPosition(clock.instant()));
    var log = new ResultLog(kafka);
    var known = log.since(position.memorySince(), () -> !isClosed());
    LOG.info(
        "Reading completed contacts since {}, {} results are on the log",
        Times.format(position.since()),
        known.size());
    if (committed == null) {
      log.newestPolled(() -> !isClosed()).ifPresent(lastRead -> reportGap(lastRead, position));
      commit(consumer, position);
    }
    return new Progress(position, known);
  }

  /** The position was there once: the log has results of an earlier poll. */
  private void reportGap(Instant lastRead, ReportPosition position) {
    gap = position.gapSince(lastRead);
    if (!gap.isZero()) {
      LOG.warn(
          "The position in the completed contacts is lost, because no instance committed it for"
              + " longer than offsets.retention.minutes of the brokers. Results between {} and {}"
              + " are not read: export them from CXone and send them to /webhook/call-result",
          Times.format(lastRead),
          Times.format(position.since()));
    }
  }

  private void moveTo(
      Consumer<byte[], byte[]> consumer, ReportPosition position, KnownResults known) {
    var before = Objects.requireNonNull(progress).position();
    if (!position.equals(before)) {
      commit(consumer, position);
      known.forgetBefore(position.memorySince());
      progress = new Progress(position, known);
    }
  }

  /** The offset is the end of the partition, so that the group has no lag. */
  private void commit(Consumer<byte[], byte[]> consumer, ReportPosition position) {
    var end = consumer.endOffsets(Set.of(first)).getOrDefault(first, 0L);
    consumer.commitSync(Map.of(first, new OffsetAndMetadata(end, position.text())));
  }

  private void lost() {
    owner = false;
    progress = null;
    completeAt = null;
  }

  /** Without CXone ingress stays ready: its webhooks do not depend on it. */
  private void state(String problem) {
    if (problem.isEmpty()) {
      health.up(CompletedContacts.NAME, "reading");
    } else {
      health.paused(CompletedContacts.NAME, problem);
    }
    if (!problem.equals(reported)) {
      reported = problem;
      if (problem.isEmpty()) {
        LOG.info("Completed contacts are read again");
      } else {
        LOG.warn("Completed contacts are not read, trying again: {}", problem);
      }
    }
  }

  private void count(String result) {
    Counter.builder("completed_contacts_reports_total")
        .description("Reports of completed contacts by result")
        .tag("result", result)
        .register(meters)
        .increment();
  }

  /** Takes part in the assignment; nothing is fetched from what is assigned. */
  private final class Ownership implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    Ownership(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(consumer.assignment());
      owner = consumer.assignment().contains(first);
      if (owner) {
        nextAt = System.nanoTime();
      } else {
        health.up(CompletedContacts.NAME, "another instance reads");
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      lost();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      lost();
    }
  }
}
