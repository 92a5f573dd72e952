package io.switchboard.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A part of the shared broker with a prefix of its own. */
public final class TestCluster implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  public final KafkaSettings kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  public TestCluster() {
    var prefix = "t" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";
    kafka =
        new KafkaSettings(
            Map.of("bootstrap.servers", EmbeddedBroker.shared().bootstrapServers()),
            new TopicPrefix(prefix));
    admin = Admin.create(kafka.clientProperties(Map.of()));
    producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of("linger.ms", 5)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** The name on the cluster. */
  public String name(String topic) {
    return kafka.prefix().applyTo(topic);
  }

  public void create(String topic, int partitions, Map<String, String> config) {
    try {
      admin
          .createTopics(
              List.of(
                  new NewTopic(name(topic), Optional.of(partitions), Optional.empty())
                      .configs(config)))
          .all()
          .get();
      awaitLeaders(topic, partitions);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An answer of the leaders themselves: metadata alone may be known before they serve. */
  private void awaitLeaders(String topic, int partitions) {
    var latest =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(name(topic), partition))
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> admin.listOffsets(latest).all().get().size() == partitions);
  }

  public void send(String topic, int partition, long timestamp, String key, String value) {
    send(topic, partition, timestamp, key, value, new RecordHeaders());
  }

  public void send(
      String topic, int partition, long timestamp, String key, String value, Headers headers) {
    producer.send(
        new ProducerRecord<>(
            name(topic), partition, timestamp, key.getBytes(UTF_8), value.getBytes(UTF_8), headers),
        (_, error) -> {
          if (error != null) {
            failure.compareAndSet(null, error);
          }
        });
  }

  public void flush() {
    producer.flush();
    var error = failure.getAndSet(null);
    if (error != null) {
      throw new IllegalStateException("the broker did not take what the test sent", error);
    }
  }

  public Admin admin() {
    return admin;
  }

  /** Everything that is committed on a topic. */
  public List<ConsumerRecord<byte[], byte[]>> all(String topic) {
    try (var reader = LogReader.open(kafka)) {
      var reading = reader.read(reader.ranges(reader.partitions(name(topic)), Window.ALL));
      var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      while (!reading.finished()) {
        all.addAll(reading.poll());
      }
      return all;
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
