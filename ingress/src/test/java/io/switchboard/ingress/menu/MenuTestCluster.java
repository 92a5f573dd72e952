package io.switchboard.ingress.menu;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.embedded.EmbeddedBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Topics of one test's own on the shared broker, and plain ways to write and read them. */
public final class MenuTestCluster {
  private final KafkaSettings settings;

  private MenuTestCluster(KafkaSettings settings) {
    this.settings = settings;
  }

  /** With cxone.dtmf, ivr.decisions and ivr.definitions, three partitions each. */
  public static MenuTestCluster create() {
    return createOn(EmbeddedBroker.shared().bootstrapServers());
  }

  /** The same on any broker. */
  static MenuTestCluster createOn(String servers) {
    var prefix = io.switchboard.testkit.cluster.TestCluster.uniquePrefix();
    var cluster =
        new MenuTestCluster(new KafkaSettings(Map.of("bootstrap.servers", servers), prefix));
    var topics = cluster.settings.topics();
    var wanted =
        Stream.of(topics.dtmf(), topics.ivrDecisions(), topics.ivrDefinitions())
            .map(topic -> new NewTopic(topic.name(), 3, (short) 1))
            .toList();
    cluster.admin(admin -> admin.createTopics(wanted).all().get());
    return cluster;
  }

  public KafkaSettings settings() {
    return settings;
  }

  public void addPartitions(String topic, int total) {
    admin(
        admin ->
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total))).all().get());
  }

  /** Writes one record, acknowledged. */
  public <K, V> void write(Topic<K, V> topic, K key, V value) {
    write(topic, null, key, value);
  }

  public <K, V> void write(
      Topic<K, V> topic, @org.jspecify.annotations.Nullable Integer partition, K key, V value) {
    write(topic, new ProducerRecord<>(topic.name(), partition, key, value));
  }

  /** Writes one record with its headers, acknowledged; returns its offset. */
  public <K, V> long write(Topic<K, V> topic, ProducerRecord<K, V> record) {
    try (var producer =
        new KafkaProducer<>(
            settings.clientProperties(Map.of()),
            topic.keys().serializer(),
            topic.values().serializer())) {
      return producer.send(record).get().offset();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything on a topic now, partition by partition. */
  public <K, V> List<ConsumerRecord<K, V>> read(Topic<K, V> topic) {
    try (var consumer =
        new KafkaConsumer<>(
            settings.clientProperties(Map.of("auto.offset.reset", "earliest")),
            topic.keys().deserializer(),
            topic.values().deserializer())) {
      var partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<K, V>>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  /** Metadata as the door makes it. */
  static EventHeaders headers(String id, String callId) {
    var now = Instant.now();
    return new EventHeaders(
        id,
        "com.nice.cxone.menu-request",
        "/switchboard/ingress",
        callId,
        now,
        now,
        EventHeaders.newTraceparent());
  }

  private void admin(AdminCall call) {
    try (var admin = Admin.create(settings.clientProperties(Map.of()))) {
      call.run(admin);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private interface AdminCall {
    void run(Admin admin) throws Exception;
  }
}
