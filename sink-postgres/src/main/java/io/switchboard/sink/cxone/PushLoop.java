package io.switchboard.sink.cxone;

import io.switchboard.contract.event.PushAnswer.Kind;
import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is to be pushed while this instance is the active pusher, and stands by while another
 * one is. Offsets are committed every second, up to what is finally answered; an accepted commit is
 * also what the right to push rests on.
 */
final class PushLoop implements AutoCloseable {
  static final String GROUP = AnswerLog.SERVICE + "-cxone";
  private static final Logger LOG = LoggerFactory.getLogger(PushLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long COMMIT_EVERY = Duration.ofSeconds(1).toNanos();
  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(5);
  private static final Duration LAST_REQUESTS = Duration.ofSeconds(5);
  private static final Duration LEAVING = Duration.ofSeconds(2);
  private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(5);

  private final PushSession.Parts parts;
  private final KafkaSettings kafka;
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private @Nullable PushSession session;
  private long committedAt;

  PushLoop(PushSession.Parts parts, KafkaSettings kafka) {
    this.parts = parts;
    this.kafka = kafka;
    this.thread = Thread.ofPlatform().name("cxone-pushes").unstarted(this::run);
  }

  void start() {
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
    var current = new KafkaConsumer<byte[], byte[]>(properties());
    try {
      consumer = current;
      work(current);
    } finally {
      current.close(CloseOptions.timeout(LEAVING));
    }
  }

  private void work(Consumer<byte[], byte[]> current) throws InterruptedException {
    var topics = parts.sources().stream().map(source -> source.topic().name()).toList();
    health("waits for its turn");
    current.subscribe(topics, new Membership(current));
    try {
      while (!closing) {
        var records = current.poll(POLL);
        var active = session;
        if (active != null) {
          active.accept(records);
          regulate(current, active);
          commitNowAndThen(current, active);
          active.startWhenTime();
        }
      }
    } finally {
      farewell(current);
    }
  }

  /** Bounded memory: a kind with too many keys is not read until it has told some. */
  private static void regulate(Consumer<byte[], byte[]> current, PushSession active) {
    var paused = current.paused();
    var full =
        current.assignment().stream().filter(partition -> active.full(partition.topic())).toList();
    current.pause(full);
    current.resume(paused.stream().filter(partition -> active.roomy(partition.topic())).toList());
  }

  private void commitNowAndThen(Consumer<byte[], byte[]> current, PushSession active) {
    var now = System.nanoTime();
    if (now - committedAt < COMMIT_EVERY || current.assignment().isEmpty()) {
      return;
    }
    committedAt = now;
    var sign = new Sign(Sign.Word.ALIVE, Instant.now());
    current.commitAsync(
        watermarks(current, active, sign),
        (_, error) -> {
          if (error == null) {
            active.leaseConfirmed(now);
          } else {
            LOG.warn("A commit was not accepted: {}", error.getClass().getSimpleName());
          }
        });
  }

  private static Map<TopicPartition, OffsetAndMetadata> watermarks(
      Consumer<byte[], byte[]> current, PushSession active, Sign sign) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var partition : current.assignment()) {
      var open = active.firstOpen(partition);
      var offset =
          open.isPresent() ? open.getAsLong() : current.position(partition, KAFKA_PATIENCE);
      offsets.put(partition, new OffsetAndMetadata(offset, sign.text()));
    }
    return offsets;
  }

  /** Lets what is under way end, commits, and leaves the group, so that another can take over. */
  private void farewell(Consumer<byte[], byte[]> current) throws InterruptedException {
    var active = session;
    session = null;
    if (active == null) {
      return;
    }
    var wasInterrupted = Thread.interrupted();
    var quiet = active.end(LAST_REQUESTS);
    var sign = new Sign(quiet ? Sign.Word.CLOSED : Sign.Word.ALIVE, Instant.now());
    try {
      commitLast(current, watermarks(current, active, sign));
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
      current.commitSync(offsets, KAFKA_PATIENCE);
    } catch (WakeupException _) {
      current.commitSync(offsets, KAFKA_PATIENCE);
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
      parts.health().up(GateKeeper.healthName(kind), detail);
    }
  }

  private void pause() {
    try {
      if (!closing) {
        Thread.sleep(BETWEEN_STARTS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Object> properties() {
    return kafka.clientProperties(
        Map.ofEntries(
            Map.entry(ConsumerConfig.GROUP_ID_CONFIG, kafka.prefix().applyTo(GROUP)),
            Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, kafka.prefix().applyTo(GROUP)),
            Map.entry(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                OneOwnerAssignor.class.getName()),
            Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
            Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000),
            Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000),
            Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000),
            Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024),
            Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * 1024 * 1024),
            Map.entry(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName()),
            Map.entry(
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName())));
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
      if (added.isEmpty() || session != null) {
        return;
      }
      var wait = waitForPredecessor(added);
      if (wait.isPositive()) {
        LOG.info(
            "This instance pushes to CXone in {} ms, once its predecessor is certainly silent",
            wait.toMillis());
      } else {
        LOG.info("This instance pushes to CXone");
      }
      var active = new PushSession(parts, wait);
      session = active;
      committedAt = System.nanoTime() - COMMIT_EVERY;
      parts.metrics().active(active);
    }

    /** Requests that a former active pusher may still have under way come to their end first. */
    private Duration waitForPredecessor(Collection<TopicPartition> added) {
      var requestTimeout = parts.settings().cxone().requestTimeout();
      return current.committed(java.util.Set.copyOf(added), KAFKA_PATIENCE).values().stream()
          .flatMap(committed -> Optional.ofNullable(committed).stream())
          .map(committed -> Sign.waitAfter(committed.metadata(), requestTimeout, Instant.now()))
          .max(Duration::compareTo)
          .orElse(Duration.ZERO);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      // some of them go when a topic is deleted: the term goes on with the others
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
