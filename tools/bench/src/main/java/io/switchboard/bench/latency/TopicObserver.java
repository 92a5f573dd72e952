package io.switchboard.bench.latency;

import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Passes on each record of some topics as a downstream team's consumer reads it. */
final class TopicObserver implements AutoCloseable {
  /** A record and the {@link System#nanoTime} at which the consumer returned it. */
  interface Observer {
    void observe(ConsumerRecord<String, byte[]> read, long nanos);
  }

  private final Thread thread;
  private volatile boolean closed;

  TopicObserver(
      KafkaSettings kafka, List<String> topics, IsolationLevel isolation, Observer observer) {
    var consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(Map.of("isolation.level", isolation.toString())),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // before the first event
    thread = Thread.ofPlatform().daemon().name("observe").start(() -> read(consumer, observer));
  }

  private void read(KafkaConsumer<String, byte[]> consumer, Observer observer) {
    try (consumer) {
      while (!closed) {
        var records = consumer.poll(Duration.ofMillis(200));
        var now = System.nanoTime();
        records.forEach(read -> observer.observe(read, now));
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
