package io.switchboard.pushes.consumer;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.KafkaFailure;
import io.switchboard.service.LostRecords;
import io.switchboard.service.task.MonitoredTask;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
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
 * Reads the states to push while this instance is the active pusher; otherwise it is on standby.
 * Offsets are committed every second, up to the first state without a final answer. Each accepted
 * commit renews the lease, without which nothing is pushed.
 */
public final class PushLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PushLoop.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final long COMMIT_INTERVAL = Duration.ofSeconds(1).toNanos();
  private static final Duration RESTART_INTERVAL = Duration.ofSeconds(5);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);

  private final PushSession.PushComponents components;
  private final KafkaSettings kafka;
  private final LostRecords lostRecords;
  private final ReaderHealth health;
  private final Thread thread;
  private final Set<String> replaced = new HashSet<>();
  private @Nullable TopicIds ids;
  private volatile boolean closing;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private @Nullable PushSession session;
  private long committedAt;
  private boolean commitUnderWay;
  private boolean ending;

  public PushLoop(
      PushSession.PushComponents components, KafkaSettings kafka, LostRecords lostRecords) {
    this.components = components;
    this.kafka = kafka;
    this.lostRecords = lostRecords;
    this.health = new ReaderHealth(components.health());
    this.thread =
        Thread.ofPlatform()
            .name("cxone-pushes")
            .unstarted(
                MonitoredTask.untilClosed(
                    "cxone-pushes", components.health(), () -> closing, this::run));
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try (var opened = new TopicIds(Admin.create(kafka.clientProperties(Map.of())))) {
      ids = opened;
      repeat();
    }
  }

  private void repeat() {
    while (!closing && !Thread.currentThread().isInterrupted()) {
      try {
        consume();
      } catch (WakeupException | InterruptException _) {
        LOG.debug("interrupted to close");
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) { // opt-outs have to continue after any failure
        LOG.error(
            "The pushes to CXone failed to read; restarting in {} s",
            RESTART_INTERVAL.toSeconds(),
            e);
        health.failed(KafkaFailure.of(e));
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
    replaced.clear();
    ending = false;
    var topics = components.sources().stream().map(source -> source.topic().name()).toList();
    health.started();
    current.subscribe(topics, new Membership(current));
    try {
      while (!closing && !isReplaced()) {
        var records = PushOffsets.poll(current, POLL_TIMEOUT, lostRecords);
        var active = session;
        if (active != null) {
          active.accept(records);
          pauseAndResume(current, active);
          commit(current, active);
          active.release();
        }
      }
    } finally {
      endTerm(current);
    }
  }

  /** Whether a topic was created again: the term ends, and the next one starts without its past. */
  private boolean isReplaced() {
    if (session == null) {
      return false;
    }
    replaced.addAll(topicIds().createdAgain());
    return !replaced.isEmpty();
  }

  private TopicIds topicIds() {
    return Objects.requireNonNull(ids, "the thread has not started");
  }

  /** Bounds memory: pauses the partitions of a kind with too many open keys. */
  private static void pauseAndResume(Consumer<byte[], byte[]> current, PushSession active) {
    var paused = current.paused();
    current.pause(current.assignment().stream().filter(active::isFull).toList());
    current.resume(paused.stream().filter(active::hasRoom).toList());
  }

  /** Commits every second, and at once when a new state may be pushed only after a commit. */
  private void commit(Consumer<byte[], byte[]> current, PushSession active) {
    var now = System.nanoTime();
    var due = now - committedAt >= COMMIT_INTERVAL || (!commitUnderWay && active.awaitsCommit());
    if (!due || current.assignment().isEmpty()) {
      return;
    }
    committedAt = now;
    commitUnderWay = true;
    var positions = PushOffsets.positions(current, KAFKA_TIMEOUT);
    var attempts = active.attempts(positions.keySet());
    current.commitAsync(
        PushOffsets.commit(positions, active, LeaseMarker.State.ALIVE),
        (_, error) -> {
          commitUnderWay = false;
          if (error == null) {
            active.committed(positions, attempts, now);
          } else {
            LOG.warn("A commit was not accepted: {}", error.getClass().getSimpleName());
          }
        });
  }

  /** Waits for running requests, commits, and leaves the group; another instance takes over. */
  private void endTerm(Consumer<byte[], byte[]> current) throws InterruptedException {
    var active = session;
    session = null;
    ending = true; // the last commit may complete a rebalance, which starts no other term
    if (active == null) {
      return;
    }
    var wasInterrupted = Thread.interrupted();
    var quiet = active.end(DRAIN_TIMEOUT);
    var state = quiet ? LeaseMarker.State.CLOSED : LeaseMarker.State.ALIVE;
    try {
      var positions = PushOffsets.positions(current, KAFKA_TIMEOUT);
      var offsets = PushOffsets.commit(positions, active, state);
      offsets.replaceAll(
          (partition, offset) ->
              replaced.contains(partition.topic()) ? new OffsetAndMetadata(0) : offset);
      PushOffsets.commitLast(current, offsets, KAFKA_TIMEOUT);
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("The last commit failed, some pushes will be repeated", e);
    }
    components.metrics().active(null);
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void abandon() {
    var active = session;
    session = null;
    if (active != null) {
      active.abandon();
      components.metrics().active(null);
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

  /** Stops within about ten seconds; pushes without an answer are repeated after the next start. */
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

  /** Reacts to rebalances: this instance owns all partitions or none. */
  private final class Membership implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> current;

    private Membership(Consumer<byte[], byte[]> current) {
      this.current = current;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
      health.joined();
      if (added.isEmpty()) {
        return;
      }
      if (ending) {
        current.seekToBeginning(added); // they are not read, but a poll needs a position
        return;
      }
      var topics = added.stream().map(TopicPartition::topic).collect(Collectors.toSet());
      var again = topicIds().assigned(topics, KAFKA_TIMEOUT);
      if (session != null) { // other partitions of these topics may be in it
        replaced.addAll(again);
      }
      var assigned = PushOffsets.read(current, Set.copyOf(added), KAFKA_TIMEOUT).without(again);
      PushOffsets.begin(assigned, current, lostRecords);
      var starts = PushOffsets.starts(assigned, components.cxoneSettings().requestTimeout());
      if (session == null) {
        var active = new PushSession(components);
        session = active;
        committedAt = System.nanoTime() - COMMIT_INTERVAL;
        commitUnderWay = false;
        components.metrics().active(active);
      }
      session.assigned(starts);
      LOG.info(
          "This instance pushes to CXone, in {} ms at the earliest, when requests of its"
              + " predecessor have ended",
          starts.values().stream().mapToLong(start -> start.delay().toMillis()).max().orElse(0));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      // some are revoked when a topic is deleted: the term continues with the others
      if (session != null) {
        session.revoked(revoked);
      }
      if (revoked.containsAll(current.assignment())) {
        abandon();
        health.standby();
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
      LOG.warn("This instance is no longer the active pusher to CXone");
      abandon();
      health.standby();
    }
  }
}
