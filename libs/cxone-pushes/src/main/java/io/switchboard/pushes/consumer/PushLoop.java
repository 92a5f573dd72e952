package io.switchboard.pushes.consumer;

import io.switchboard.contract.event.PushAnswer.Kind;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.pushes.delivery.PushPipeline;
import io.switchboard.service.MonitoredTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is to be pushed while this instance is the active pusher, and stands by while another
 * one is. Offsets are committed every second, up to what is finally answered; an accepted commit is
 * also what the right to push rests on.
 */
public final class PushLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PushLoop.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final long COMMIT_INTERVAL = Duration.ofSeconds(1).toNanos();
  private static final Duration RESTART_INTERVAL = Duration.ofSeconds(5);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);

  private final PushSession.Parts parts;
  private final KafkaSettings kafka;
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private @Nullable PushSession session;
  private long committedAt;
  private boolean commitUnderWay;

  public PushLoop(PushSession.Parts parts, KafkaSettings kafka) {
    this.parts = parts;
    this.kafka = kafka;
    this.thread =
        Thread.ofPlatform()
            .name("cxone-pushes")
            .unstarted(
                MonitoredTask.untilClosed(
                    "cxone-pushes", parts.health(), () -> closing, this::run));
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (!closing && !Thread.currentThread().isInterrupted()) {
      try {
        consume();
      } catch (WakeupException | InterruptException _) {
        LOG.debug("woken to close");
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) { // whatever it is, opt-outs have to go on
        LOG.error("The pushes to CXone stopped reading and start anew", e);
        health("does not read: " + e.getClass().getSimpleName());
        pause();
      } finally {
        abandon();
      }
    }
  }

  private void consume() throws InterruptedException {
    var current = PushConsumer.create(kafka);
    try {
      consumer = current;
      work(current);
    } finally {
      current.close(CloseOptions.timeout(LEAVE_TIMEOUT));
    }
  }

  private void work(Consumer<byte[], byte[]> current) throws InterruptedException {
    var topics = parts.sources().stream().map(source -> source.topic().name()).toList();
    health("waits for its turn");
    current.subscribe(topics, new Membership(current));
    try {
      while (!closing) {
        var records = current.poll(POLL_TIMEOUT);
        var active = session;
        if (active != null) {
          active.accept(records);
          regulate(current, active);
          commit(current, active);
          active.release();
        }
      }
    } finally {
      endTerm(current);
    }
  }

  /** Bounded memory: a kind with too many keys is not read until some are pushed. */
  private static void regulate(Consumer<byte[], byte[]> current, PushSession active) {
    var paused = current.paused();
    current.pause(current.assignment().stream().filter(active::full).toList());
    current.resume(paused.stream().filter(active::roomy).toList());
  }

  /** Every second, and at once when something new may only be pushed after it. */
  private void commit(Consumer<byte[], byte[]> current, PushSession active) {
    var now = System.nanoTime();
    var due = now - committedAt >= COMMIT_INTERVAL || (!commitUnderWay && active.awaitsCommit());
    if (!due || current.assignment().isEmpty()) {
      return;
    }
    committedAt = now;
    commitUnderWay = true;
    var positions = positions(current);
    current.commitAsync(
        offsets(positions, active, LeaseMarker.State.ALIVE),
        (_, error) -> {
          commitUnderWay = false;
          if (error == null) {
            active.committed(positions, now);
          } else {
            LOG.warn("A commit was not accepted: {}", error.getClass().getSimpleName());
          }
        });
  }

  private static Map<TopicPartition, Long> positions(Consumer<byte[], byte[]> current) {
    return current.assignment().stream()
        .collect(
            Collectors.toMap(
                Function.identity(), partition -> current.position(partition, KAFKA_TIMEOUT)));
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsets(
      Map<TopicPartition, Long> positions, PushSession active, LeaseMarker.State state) {
    var now = Instant.now();
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    positions.forEach(
        (partition, position) -> {
          var offset = active.firstOpen(partition).orElse(position);
          var marker = new LeaseMarker(state, now, active.progress(partition, position));
          offsets.put(partition, new OffsetAndMetadata(offset, marker.text(offset)));
        });
    return offsets;
  }

  /** Lets what is under way end, commits, and leaves the group, so that another can take over. */
  private void endTerm(Consumer<byte[], byte[]> current) throws InterruptedException {
    var active = session;
    session = null;
    if (active == null) {
      return;
    }
    var wasInterrupted = Thread.interrupted();
    var quiet = active.end(DRAIN_TIMEOUT);
    var state = quiet ? LeaseMarker.State.CLOSED : LeaseMarker.State.ALIVE;
    try {
      commitLast(current, offsets(positions(current), active, state));
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("The last commit failed, some pushes will be repeated", e);
    }
    parts.metrics().active(null);
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The call that ends the loop may reach the commit instead of the poll it was meant for. */
  private static void commitLast(
      Consumer<byte[], byte[]> current, Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      current.commitSync(offsets, KAFKA_TIMEOUT);
    } catch (WakeupException _) {
      current.commitSync(offsets, KAFKA_TIMEOUT);
    }
  }

  private void abandon() {
    var active = session;
    session = null;
    if (active != null) {
      active.abandon();
      parts.metrics().active(null);
    }
  }

  private void health(String detail) {
    for (var kind : Kind.values()) {
      parts.health().up(PushPipeline.healthName(kind), detail);
    }
  }

  private void pause() {
    try {
      if (!closing) {
        Thread.sleep(RESTART_INTERVAL);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops within about ten seconds; what is not answered by then is pushed again after a start. */
  @Override
  public void close() {
    closing = true;
    var current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      if (!thread.join(Duration.ofSeconds(12))) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Follows the group: all partitions are ours, or none. */
  private final class Membership implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> current;

    private Membership(Consumer<byte[], byte[]> current) {
      this.current = current;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
      if (added.isEmpty()) {
        return;
      }
      var starts = starts(Set.copyOf(added));
      if (session == null) {
        var active = new PushSession(parts);
        session = active;
        committedAt = System.nanoTime() - COMMIT_INTERVAL;
        commitUnderWay = false;
        parts.metrics().active(active);
      }
      session.assigned(starts);
      LOG.info(
          "This instance pushes to CXone, in {} ms at the earliest, when requests of its"
              + " predecessor have ended",
          starts.values().stream().mapToLong(start -> start.delay().toMillis()).max().orElse(0));
    }

    /** What a former active pusher has left beside its offsets. */
    private Map<TopicPartition, PushSession.Start> starts(Set<TopicPartition> added) {
      var requestTimeout = parts.cxoneSettings().requestTimeout();
      var now = Instant.now();
      var ends = current.endOffsets(added, KAFKA_TIMEOUT);
      var starts = new HashMap<TopicPartition, PushSession.Start>();
      current
          .committed(added, KAFKA_TIMEOUT)
          .forEach(
              (partition, committed) -> {
                var end = ends.getOrDefault(partition, 0L);
                var metadata = committed == null ? null : committed.metadata();
                var from = committed == null ? 0 : committed.offset();
                starts.put(
                    partition,
                    new PushSession.Start(
                        LeaseMarker.progress(metadata, from)
                            .map(progress -> progress.upTo(end))
                            .orElseGet(() -> ReadProgress.unknownUpTo(end)),
                        LeaseMarker.waitAfter(metadata, requestTimeout, now)));
              });
      return starts;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      // some of them go when a topic is deleted: the term goes on with the others
      if (session != null) {
        session.revoked(revoked);
      }
      if (revoked.containsAll(current.assignment())) {
        abandon();
        health("stands by");
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
      LOG.warn("This instance is no longer the active pusher to CXone");
      abandon();
      health("stands by");
    }
  }
}
