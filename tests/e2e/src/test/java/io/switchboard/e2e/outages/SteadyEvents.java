package io.switchboard.e2e.outages;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.testkit.cluster.TestCluster;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** An event every 50 ms, and when the result of each appears. */
final class SteadyEvents implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final FailingService service;
  private final TestCluster cluster;
  private final DatabaseSettings database;
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final Map<String, Long> seen = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Future<?> sending;
  private final Future<?> reading;

  SteadyEvents(FailingService service, TestCluster cluster, String database) {
    this.service = service;
    this.cluster = cluster;
    this.database = DatabaseSettings.parse(database);
    this.sending = threads.submit(this::send);
    this.reading = threads.submit(service.results().isEmpty() ? this::readRows : this::readTopic);
  }

  private int send() throws InterruptedException {
    var number = 0;
    for (; !waits(INTERVAL); number++) {
      sent.put(service.key(number), System.nanoTime());
      service.send(cluster, number);
    }
    return number;
  }

  private boolean waits(Duration time) throws InterruptedException {
    return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private int readTopic() {
    var topic = cluster.name(service.results());
    var properties =
        cluster
            .kafka()
            .clientProperties(
                Map.of("isolation.level", service.isolation(), "auto.offset.reset", "earliest"));
    try (var consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList());
      while (closed.getCount() > 0) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> seen.putIfAbsent(record.key(), System.nanoTime()));
      }
      return seen.size();
    }
  }

  private int readRows() throws SQLException, InterruptedException {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      while (!waits(INTERVAL)) {
        var rows = statement.executeQuery("select id from contact_records");
        while (rows.next()) {
          seen.putIfAbsent(rows.getString(1), System.nanoTime());
        }
      }
      return seen.size();
    }
  }

  /** Whether the events of the last seconds have results, but for those that are quite new. */
  boolean isCurrent() throws ExecutionException, InterruptedException {
    failIfEnded();
    var now = System.nanoTime();
    return sent.size() > 40
        && sent.entrySet().stream()
            .filter(it -> now - it.getValue() > Duration.ofSeconds(1).toNanos())
            .allMatch(it -> seen.containsKey(it.getKey()));
  }

  /** A thread of this object ends early only by an exception. */
  private void failIfEnded() throws ExecutionException, InterruptedException {
    for (var task : java.util.List.of(sending, reading)) {
      if (task.isDone()) {
        task.get();
      }
    }
  }

  /** From a kill to the last result of an event that was sent in the second after it. */
  Duration outageSince(long kill) {
    var end =
        sent.entrySet().stream()
            .filter(it -> it.getValue() > kill - Duration.ofSeconds(1).toNanos())
            .filter(it -> it.getValue() < kill + Duration.ofSeconds(1).toNanos())
            .mapToLong(it -> seen.getOrDefault(it.getKey(), Long.MAX_VALUE))
            .max()
            .orElse(Long.MAX_VALUE);
    return Duration.ofNanos(end - kill);
  }

  @Override
  public void close() {
    closed.countDown();
    threads.shutdown();
    threads.close();
  }
}
