package io.switchboard.sink.postgres;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import io.switchboard.service.LostRecords;
import io.switchboard.sink.postgres.table.SqlFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that polls. It polls also while the database is down, to keep its partitions; without
 * room it polls with all partitions paused.
 */
final class Poller implements Runnable, ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final Duration TURN = Duration.ofMillis(100);
  private static final Duration REVOCATION_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);
  private static final Duration LAG_TIMEOUT = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final StartPositions positions;
  private final RecordParser parser;
  private final BatchBuffer buffer;
  private final HealthChecks health;
  private final PollerHealth reading;
  private final SinkMetrics metrics;
  private final LostRecords lostRecords;
  private final MultiGauge lag;
  private volatile boolean stopping;
  private boolean located;
  private long nextAttempt = System.nanoTime();
  private long nextReport = System.nanoTime();

  Poller(
      Consumer<byte[], byte[]> consumer,
      StartPositions positions,
      RecordParser parser,
      BatchBuffer buffer,
      HealthChecks health,
      SinkMetrics metrics,
      MeterRegistry registry) {
    this.consumer = consumer;
    this.positions = positions;
    this.parser = parser;
    this.buffer = buffer;
    this.health = health;
    this.reading = new PollerHealth(health, System::nanoTime);
    this.metrics = metrics;
    this.lostRecords = new LostRecords(registry);
    this.lag =
        MultiGauge.builder("sink_consumer_lag")
            .description("records on the log that are not in the database yet")
            .register(registry);
  }

  /** Ends the thread soon; callable from any thread. */
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  @Override
  public void run() {
    try (consumer;
        positions) {
      consumer.subscribe(parser.topics(), this);
      while (!stopping) {
        turn();
      }
    } catch (WakeupException _) {
      LOG.debug("woken up to stop");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("the poller has failed", e);
      reading.ended(e);
    }
  }

  private void turn() throws InterruptedException {
    try {
      step();
    } catch (RetriableException | AuthenticationException | AuthorizationException e) {
      reading.failed(KafkaFailure.of(e));
      LOG.warn("A request to Kafka failed; retrying: {}", e.toString());
      Thread.sleep(RETRY_INTERVAL);
    }
  }

  private void step() throws InterruptedException {
    try {
      if (buffer.takeInvalidated()) {
        located = false;
      }
      if (!located && System.nanoTime() - nextAttempt >= 0) {
        locate();
      }
      var room = located && buffer.awaitSpace(TURN);
      if (room) {
        consumer.resume(consumer.paused());
      } else {
        consumer.pause(consumer.assignment());
      }
      read(located && !room ? Duration.ZERO : TURN);
      report();
      served();
    } catch (OffsetOutOfRangeException e) {
      outOfRange(e.offsetOutOfRangePartitions());
    }
  }

  /** Kafka answers again; start offsets may still be unknown. */
  private void served() {
    var partitions = consumer.assignment().size();
    // a standby without partitions is a member of the group and has nothing to locate
    if (located || (partitions == 0 && consumer.groupMetadata().generationId() >= 0)) {
      reading.succeeded(partitions);
    }
  }

  private void read(Duration timeout) {
    var records = consumer.poll(timeout);
    var ends = new HashMap<TopicPartition, Long>();
    records.nextOffsets().forEach((partition, next) -> ends.put(partition, next.offset()));
    if (!ends.isEmpty()) {
      buffer.add(parser.parse(records), ends);
    }
  }

  private void locate() throws InterruptedException {
    var assignment = consumer.assignment();
    if (assignment.isEmpty()) {
      return;
    }
    try {
      var ranges = positions.of(assignment);
      ranges.forEach((partition, range) -> consumer.seek(partition, range.end()));
      buffer.open(ranges);
      located = true;
      reading.reads(assignment.size());
      health.up("postgres");
      metrics.paused(false);
    } catch (SQLException e) {
      metrics.paused(true);
      retryLater(SqlFailure.state(e) + " " + SqlFailure.message(e));
    } catch (KafkaException e) {
      nextAttempt = System.nanoTime() + RETRY_INTERVAL.toNanos();
      reading.failed(KafkaFailure.of(e));
      LOG.warn("Cannot read the topics' ids; retrying: {}", e.toString());
    }
  }

  private void retryLater(String why) {
    nextAttempt = System.nanoTime() + RETRY_INTERVAL.toNanos();
    health.paused("postgres", why);
    LOG.warn("Cannot determine start offsets; retrying: {}", why);
  }

  /** Retention deleted unread records, or the log was truncated. */
  private void outOfRange(Map<TopicPartition, Long> stored) throws InterruptedException {
    var begins = consumer.beginningOffsets(stored.keySet());
    lostRecords.report(stored, begins);
    var rewound = new HashMap<TopicPartition, OffsetSpan>();
    for (var entry : stored.entrySet()) {
      var partition = entry.getKey();
      var begin = begins.getOrDefault(partition, 0L);
      if (begin >= entry.getValue()) {
        consumer.seek(partition, begin);
      } else {
        buffer.position(partition).ifPresent(r -> rewound.put(partition, r.next().until(begin)));
      }
    }
    if (!rewound.isEmpty()) {
      buffer.release(REVOCATION_TIMEOUT);
      located = false;
      try {
        positions.rewind(rewound.values());
      } catch (SQLException e) {
        retryLater(SqlFailure.state(e) + " " + SqlFailure.message(e));
      }
    }
  }

  private void report() throws InterruptedException {
    if (System.nanoTime() - nextReport < 0) {
      return;
    }
    nextReport = System.nanoTime() + REPORT_INTERVAL.toNanos();
    recognise();
    reportCommitted();
    reportLag();
  }

  /**
   * A topic that was created again is read from its beginning. Records that were read before this
   * was noticed are read twice, which changes nothing.
   */
  private void recognise() throws InterruptedException {
    try {
      if (positions.areOfAnotherTopic(buffer.positions())) {
        LOG.warn("A topic was deleted and created again; reading it from its beginning");
        buffer.release(REVOCATION_TIMEOUT);
        located = false;
      }
    } catch (KafkaException e) {
      LOG.debug("Cannot compare topic ids now: {}", e.toString());
    }
  }

  /** Commits the stored offsets to Kafka for operators' tools; they are never read. */
  private void reportCommitted() {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    buffer.takeCommitted().forEach((tp, end) -> offsets.put(tp, new OffsetAndMetadata(end)));
    if (!offsets.isEmpty()) {
      consumer.commitAsync(
          offsets,
          (_, e) -> {
            if (e != null) {
              LOG.debug("Cannot commit the offsets to Kafka: {}", e.toString());
            }
          });
    }
  }

  /** Queries the ends of the logs, because a paused consumer does not. */
  private void reportLag() {
    var written = buffer.written();
    var ends = consumer.endOffsets(written.keySet(), LAG_TIMEOUT);
    lag.register(
        written.entrySet().stream()
            .map(
                each ->
                    MultiGauge.Row.of(
                        Tags.of(
                            "topic",
                            each.getKey().topic(),
                            "partition",
                            "" + each.getKey().partition()),
                        Math.max(0, ends.getOrDefault(each.getKey(), 0L) - each.getValue())))
            .toList(),
        true);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    // no record is read before the database has returned the start offset
    partitions.forEach(partition -> consumer.seek(partition, 0));
    consumer.pause(partitions);
    located = false;
    nextAttempt = System.nanoTime();
    if (consumer.assignment().isEmpty()) {
      reading.reads(0);
    }
    LOG.info("{} partitions assigned", partitions.size());
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    release(partitions, REVOCATION_TIMEOUT);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    // another instance may own them already: the compare-and-set rejects batches that are still
    // being written
    release(partitions, Duration.ZERO);
  }

  private void release(Collection<TopicPartition> partitions, Duration timeout) {
    LOG.info("{} partitions were revoked", partitions.size());
    located = false;
    try {
      buffer.release(timeout);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
