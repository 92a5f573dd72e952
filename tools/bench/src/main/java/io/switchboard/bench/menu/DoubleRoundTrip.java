package io.switchboard.bench.menu;

import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The minimum time of an answer over the log: produce, consume, produce, consume; plain clients,
 * acks=all, no lingering, no work between. The limit of the menu.
 */
final class DoubleRoundTrip implements AutoCloseable {
  private final KafkaSettings kafka;
  private final String there = "there-" + UUID.randomUUID();
  private final String back = "back-" + UUID.randomUUID();
  private final Map<String, CompletableFuture<Boolean>> waiting = new ConcurrentHashMap<>();
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaProducer<String, byte[]> echo;
  private final List<Thread> readers;
  private volatile boolean closed;

  DoubleRoundTrip(KafkaSettings kafka) {
    this.kafka = kafka;
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      admin
          .createTopics(
              List.of(new NewTopic(there, 3, (short) 1), new NewTopic(back, 3, (short) 1)))
          .all()
          .get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    producer = producer();
    echo = producer();
    readers =
        List.of(
            reader(
                there,
                record -> {
                  var _ = echo.send(new ProducerRecord<>(back, record.key(), record.value()));
                }),
            reader(
                back,
                record -> {
                  var answer = waiting.remove(record.key());
                  if (answer != null) {
                    answer.complete(true);
                  }
                }));
  }

  /** One round trip; blocks. */
  boolean run(byte[] value) {
    var key = UUID.randomUUID().toString();
    var answer = new CompletableFuture<Boolean>();
    waiting.put(key, answer);
    var _ = producer.send(new ProducerRecord<>(there, key, value));
    return answer.join();
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        kafka.clientProperties(Map.of("linger.ms", 0, "acks", "all")),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private Thread reader(String topic, Consumer<ConsumerRecord<String, byte[]>> each) {
    return Thread.ofPlatform()
        .daemon()
        .name("read-" + topic)
        .start(
            () -> {
              var properties = new HashMap<String, Object>(Map.of("auto.offset.reset", "earliest"));
              try (var consumer =
                  new KafkaConsumer<>(
                      kafka.clientProperties(properties),
                      new StringDeserializer(),
                      new ByteArrayDeserializer())) {
                var partitions =
                    consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
                consumer.assign(partitions);
                while (!closed) {
                  consumer.poll(Duration.ofMillis(200)).forEach(each);
                }
              }
            });
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    for (var reader : readers) {
      reader.join();
    }
    producer.close(Duration.ofSeconds(2));
    echo.close(Duration.ofSeconds(2));
  }
}
