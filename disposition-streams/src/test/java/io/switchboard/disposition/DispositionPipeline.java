package io.switchboard.disposition;

import static org.awaitility.Awaitility.await;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics of one test on a real broker, what goes in and what comes out. */
final class DispositionPipeline implements AutoCloseable {
  private static final int PARTITIONS = 3;
  private final EmbeddedBroker broker = EmbeddedBroker.shared();
  private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + "-";
  private final KafkaSettings kafka;
  private final Admin admin;
  private final KafkaProducer<String, String> producer;

  DispositionPipeline() {
    this.kafka =
        KafkaSettings.read(
            new Environment(
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "TOPIC_PREFIX", prefix)));
    this.admin = Admin.create(kafka.clientProperties(Map.of()));
    var wanted =
        TopicCatalog.shipped().wanted("embedded", kafka.prefix()).stream()
            .filter(topic -> topic.name().matches(".*(call-results|dispositions?[.-]).*"))
            .toList();
    TopicPlan.make(admin, wanted).apply(admin);
    this.producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of("linger.ms", 5)),
            new StringSerializer(),
            new StringSerializer());
  }

  KafkaSettings kafka() {
    return kafka;
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The variables of a service on these topics. */
  Map<String, String> variables(Path state) {
    var variables = new HashMap<String, String>();
    variables.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    variables.put("TOPIC_PREFIX", prefix);
    variables.put("STATE_DIR", state.toString());
    variables.put("MANAGEMENT_PORT", "0");
    variables.put("MANAGEMENT_HOST", "127.0.0.1");
    return variables;
  }

  void send(String contactId, String code, Instant at) {
    var body =
        "{\"contactId\":\"%s\",\"dispositionCode\":\"%s\",\"timestamp\":\"%s\"}"
            .formatted(contactId, code, at);
    var record = new ProducerRecord<>(kafka.topics().callResults().name(), null, contactId, body);
    new EventHeaders(
            EventId.hash(contactId, code, "", at.toString()),
            "com.nice.cxone.call-result",
            "/switchboard/ingress",
            contactId,
            at,
            Instant.now(),
            EventHeaders.newTraceparent())
        .writeTo(record.headers());
    var _ = producer.send(record);
  }

  void sendRaw(String key, String value) {
    var _ = producer.send(new ProducerRecord<>(kafka.topics().callResults().name(), key, value));
  }

  void flush() {
    producer.flush();
  }

  /** Reads a topic from its beginning until {@code count} committed records are there. */
  List<ConsumerRecord<String, String>> read(String topic, int count, Duration most) {
    var all = new ArrayList<ConsumerRecord<String, String>>();
    try (var consumer = consumer(topic)) {
      await()
          .atMost(most)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
                return all.size() >= count;
              });
    }
    return all;
  }

  /** All committed records of a topic up to its end as it is now. */
  List<ConsumerRecord<String, String>> readToEnd(String topic) {
    var all = new ArrayList<ConsumerRecord<String, String>>();
    try (var consumer = consumer(topic)) {
      var ends = consumer.endOffsets(consumer.assignment());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
                return ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
              });
    }
    return all;
  }

  /**
   * The sum of a topic's end offsets for committed readers; transactions' markers count as well.
   */
  long committed(String topic) throws Exception {
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    for (var partition = 0; partition < PARTITIONS; partition++) {
      latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    return admin
        .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .get()
        .values()
        .stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  private KafkaConsumer<String, String> consumer(String topic) {
    var consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(Map.of("isolation.level", "read_committed")),
            new StringDeserializer(),
            new StringDeserializer());
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
