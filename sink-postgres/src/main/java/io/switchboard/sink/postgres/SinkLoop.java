package io.switchboard.sink.postgres;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.settings.GroupMembership;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.HealthChecks;
import io.switchboard.sink.mapping.SinkMapping;
import io.switchboard.sink.postgres.schema.Database;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * From topics to tables: one thread polls and parses, another writes.
 *
 * <p>Exactly-once, because offsets are stored in PostgreSQL and move with the rows: an instance
 * that finds another offset than it stored is no longer the owner and writes nothing.
 */
public final class SinkLoop implements AutoCloseable {
  private static final int MAX_BUFFERED_RECORDS = 4_000;
  private static final long MAX_BUFFERED_BYTES = 16L << 20;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6);

  private final BatchBuffer buffer;
  private final Poller poller;
  private final DeadLetterWriter deadLetters;
  private final Thread pollThread;
  private final Thread writeThread;

  private SinkLoop(
      BatchBuffer buffer, Poller poller, DeadLetterWriter deadLetters, BatchWriter writer) {
    this.buffer = buffer;
    this.poller = poller;
    this.deadLetters = deadLetters;
    this.pollThread = Thread.ofPlatform().daemon(false).name("sink-poll").unstarted(poller);
    this.writeThread = Thread.ofPlatform().daemon(false).name("sink-write").unstarted(writer);
  }

  /**
   * What to read and how to write it.
   *
   * @param service also the consumer group, after the deployment's prefix
   * @param batchSize a batch with this many records is written at once
   * @param flushInterval the maximum time that a record waits for others
   */
  public record SinkLoopOptions(
      String service,
      KafkaSettings kafka,
      Database database,
      SinkMapping mapping,
      int batchSize,
      Duration flushInterval) {}

  /** Starts both threads and returns at once. */
  public static SinkLoop start(
      SinkLoopOptions options, HealthChecks health, MeterRegistry registry) {
    var group = options.kafka().prefix().applyTo(options.service());
    var offsets = new OffsetStore(group);
    var metrics = new SinkMetrics(registry);
    var buffer =
        new BatchBuffer(
            new BatchLimits(
                options.batchSize(),
                // the rest of the interval is for the transaction itself
                options.flushInterval().multipliedBy(4).dividedBy(5),
                Math.max(MAX_BUFFERED_RECORDS, options.batchSize()),
                MAX_BUFFERED_BYTES));
    var deadLetters = DeadLetterWriter.connect(options.kafka(), options.service());
    var transaction = new BatchTransaction(offsets, options.mapping().tables(), deadLetters);
    var writer = new BatchWriter(buffer, options.database(), offsets, transaction, health, metrics);
    var admin = Admin.create(options.kafka().clientProperties(Map.of()));
    var poller =
        new Poller(
            consumer(options.kafka(), group),
            new StartPositions(admin, options.database(), offsets),
            new RecordParser(options.mapping(), options.kafka().prefix()),
            buffer,
            health,
            metrics,
            registry);
    var loop = new SinkLoop(buffer, poller, deadLetters, writer);
    loop.pollThread.start();
    loop.writeThread.start();
    return loop;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(KafkaSettings kafka, String group) {
    var properties =
        kafka.clientProperties(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.CLIENT_ID_CONFIG,
                group,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                // offsets come from PostgreSQL; there is no other start
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                // topics with the same keys are assigned alike: the rows of one contact go through
                // one loop
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                RangeAssignor.class.getName(),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2_000));
    properties.putAll(GroupMembership.of(kafka).properties());
    properties.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    properties.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Stops reading, finishes the batch that is being written, and leaves the group. */
  @Override
  public void close() {
    poller.stop();
    try {
      pollThread.join(STOP_TIMEOUT);
      buffer.close();
      if (!writeThread.join(STOP_TIMEOUT)) {
        writeThread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    deadLetters.close();
  }
}
